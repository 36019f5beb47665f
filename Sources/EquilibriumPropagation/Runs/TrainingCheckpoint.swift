import Checksums
import Foundation
import SpikingDynamics

/// The bytes from which a run can go on.
///
/// In this order, all integers little-endian:
///
/// - `settle-checkpoint-1` and a line end,
/// - the length of a JSON header (8 bytes), and the header,
/// - the weights, first matrix first, row by row, then the biases, lowest layer above the input first, all as
///   little-endian numbers of the run's precision,
/// - the CRC-32 of all that precedes it (4 bytes).
///
/// The state of the generators is not stored: it follows from the seed and the number of updates. The header has the
/// version of the numerics, since a run that went on with other arithmetic would end with weights that no single
/// version gives.
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

    /// Moves a fresh run to the state of the checkpoint.
    ///
    /// - Returns: false if the bytes are damaged, or belong to another run or to other numerics. Then nothing changes.
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
    /// The checkpoint of the present state; nil if the weights are no longer finite.
    public var checkpoint: Data? { (try? network()).map { TrainingCheckpoint.encode(self, $0) } }

    /// Moves this run, which must have made no update, to the state of the checkpoint.
    ///
    /// - Returns: false if the bytes are damaged, or belong to another run or to other numerics. Then nothing changes.
    public func restore(_ checkpoint: Data) -> Bool { TrainingCheckpoint.restore(checkpoint, to: self) }
}
