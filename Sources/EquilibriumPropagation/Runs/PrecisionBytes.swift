import Checksums
import Foundation

/// Weights and biases as little-endian numbers of a run's precision.
extension Precision {
    func bytes(of numbers: [Double]) -> Data {
        var data = Data()
        switch self {
        case .float32: data.append(littleEndian: numbers.map { Float($0).bitPattern })
        case .float64: data.append(littleEndian: numbers.map(\.bitPattern))
        }
        return data
    }

    /// - Returns: nil if fewer than `count` numbers are left.
    func numbers(_ count: Int, from reader: inout LittleEndianReader) -> [Double]? {
        switch self {
        case .float32: reader.floats(count)?.map(Double.init)
        case .float64: reader.doubles(count)
        }
    }
}
