import Checksums
import Foundation
import SpikingDynamics

/// Everything that a run needs to go on from where it stands, as bytes.
///
/// `settle-checkpoint-1`, a line end, the length of a JSON header as 8 bytes little-endian, the header, then the weights
/// (first matrix first, row by row) and the biases (first layer above the input first) as little-endian numbers of the
/// run's precision, then the CRC-32 of all before it as 4 bytes. The draws need nothing: they follow from the seed and
/// the number of updates. Who goes on with other arithmetic would end with weights that no run gives, so the header
/// names the numerics.
enum TrainingCheckpoint {
    private static let magic = Data("settle-checkpoint-1\n".utf8)

    private struct Header: Codable {
        /// `Numerics.version`.
        var numerics: Int
        var seed: UInt32
        var layerSizes: [Int]
        var precision: String
        var updateCount: Int
        var trace: LearningTrace
    }

    static func encode(_ run: TrainingRun, _ network: LayeredNetwork) -> Data {
        let json = ReproducibleJSON.data(
            Header(
                numerics: Numerics.version, seed: run.seed, layerSizes: network.layerSizes,
                precision: run.plan.precision.rawValue, updateCount: run.updateCount,
                trace: LearningTrace(run.readings)))
        var data = magic
        data.append(littleEndian: UInt64(json.count))
        data += json
        for numbers in network.weights + network.biases.dropFirst() {
            data += run.plan.precision.bytes(of: numbers)
        }
        data.append(littleEndian: CRC32.of(data))
        return data
    }

    /// Moves a fresh run to where the checkpoint's stood.
    ///
    /// - Returns: false, and nothing changes, where the bytes are damaged, of another run or of other numerics.
    static func restore(_ data: Data, to run: TrainingRun) -> Bool {
        let content = data.dropLast(4)
        var (reader, checksum) = (LittleEndianReader(content), LittleEndianReader(data.suffix(4)))
        guard checksum.integer() == CRC32.of(content), reader.bytes(magic.count) == magic,
            let length = reader.integer(UInt64.self), let json = reader.bytes(Int(clamping: length)),
            let header = ReproducibleJSON.value(Header.self, json),
            header.numerics == Numerics.version,
            let fresh = try? run.network(), header.seed == run.seed, header.layerSizes == fresh.layerSizes,
            header.precision == run.plan.precision.rawValue, (0...run.updates).contains(header.updateCount)
        else { return false }
        var arrays: [[Double]] = []
        for count in fresh.weights.map(\.count) + fresh.biases.dropFirst().map(\.count) {
            guard let numbers = run.plan.precision.numbers(count, from: &reader) else { return false }
            arrays.append(numbers)
        }
        let matrices = fresh.weights.count
        guard reader.remaining == 0,
            let network = try? LayeredNetwork(
                layerSizes: fresh.layerSizes, weights: Array(arrays[..<matrices]),
                biases: [fresh.biases[0]] + arrays[matrices...])
        else { return false }
        run.go(to: network, updateCount: header.updateCount, readings: header.trace.readings)
        return true
    }
}

extension TrainingRun {
    /// Everything that is needed to go on from here; nil where the weights are no longer finite.
    public var checkpoint: Data? { (try? network()).map { TrainingCheckpoint.encode(self, $0) } }

    /// Moves this run, which has made no update, to where the checkpoint's stood.
    ///
    /// - Returns: false, and nothing changes, where the bytes are damaged, of another run or of other numerics.
    public func restore(_ checkpoint: Data) -> Bool { TrainingCheckpoint.restore(checkpoint, to: self) }
}
