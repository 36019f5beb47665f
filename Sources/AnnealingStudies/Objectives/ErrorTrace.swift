import Foundation
import SpikingDynamics

/// error(t) of a trial at logarithmically spaced steps, as it is stored.
///
/// Encoded little-endian: the byte 1 (the form's version), the number of layers as one byte, then for each sample the
/// step as UInt32 and, as Float64, error(t), its running mean, and each layer's error.
public struct ErrorTrace: Sendable, Equatable {
    public typealias Sample = ConvergenceErrors.Sample

    private static let version: UInt8 = 1
    public let samples: [Sample]

    init(_ samples: [Sample]) {
        self.samples = samples
    }

    var encoded: Data {
        var data = Data([Self.version, UInt8(clamping: samples.first?.layerErrors.count ?? 0)])
        for sample in samples {
            withUnsafeBytes(of: UInt32(sample.step).littleEndian) { data.append(contentsOf: $0) }
            for number in [sample.error, sample.runningMean] + sample.layerErrors {
                withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        return data
    }

    /// - Returns: nil where the bytes are no trace of this form.
    public init?(_ data: Data) {
        let bytes = [UInt8](data)
        guard bytes.count >= 2, bytes[0] == Self.version else { return nil }
        let layers = Int(bytes[1])
        let size = 4 + 8 * (2 + layers)
        guard (bytes.count - 2).isMultiple(of: size) else { return nil }
        samples = stride(from: 2, to: bytes.count, by: size).map { start in
            func integer(_ offset: Int, _ width: Int) -> UInt64 {
                (0..<width).reduce(0) { $0 | UInt64(bytes[start + offset + $1]) << (8 * $1) }
            }
            let numbers = (0..<(2 + layers)).map { Double(bitPattern: integer(4 + 8 * $0, 8)) }
            return Sample(
                step: Int(integer(0, 4)), error: numbers[0], runningMean: numbers[1],
                layerErrors: Array(numbers[2...]))
        }
    }
}
