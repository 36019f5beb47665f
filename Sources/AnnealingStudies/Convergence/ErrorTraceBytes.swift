import Checksums
import Foundation

/// The bytes of a trace, little-endian.
///
/// A byte has the version: 1 for one network, 2 for several. A byte has the number of layers. In version 2 a UInt16 has
/// the number of networks. Each sample then has its step as UInt32 and, as Float64, error(t), the running mean, the
/// error of each layer, and in version 2 the error of each network.
extension ErrorTrace {
    var encoded: Data {
        let layers = UInt8(clamping: samples.first?.layerErrors.count ?? 0)
        var data = Data([networkErrors.isEmpty ? 1 : 2, layers])
        if let networks = networkErrors.first { data.append(littleEndian: UInt16(clamping: networks.count)) }
        for (index, sample) in samples.enumerated() {
            data.append(littleEndian: UInt32(sample.step))
            let networks = networkErrors.isEmpty ? [] : networkErrors[index]
            for number in [sample.error, sample.runningMean] + sample.layerErrors + networks {
                data.append(littleEndian: number.bitPattern)
            }
        }
        return data
    }

    /// - Returns: nil if the bytes do not have this form.
    public init?(_ data: Data) {
        var reader = LittleEndianReader(data)
        guard let version = reader.integer(UInt8.self), let layers = reader.integer(UInt8.self).map(Int.init) else {
            return nil
        }
        let networks: Int
        switch version {
        case 1: networks = 0
        case 2:
            // Version 2 has at least two networks and one sample.
            guard let count = reader.integer(UInt16.self), count > 1, reader.remaining > 0 else { return nil }
            networks = Int(count)
        default: return nil
        }
        var samples: [Sample] = []
        var networkErrors: [[Double]] = []
        while reader.remaining > 0 {
            guard let step = reader.integer(UInt32.self), let numbers = reader.doubles(2 + layers + networks) else {
                return nil
            }
            samples.append(
                Sample(
                    step: Int(step), error: numbers[0], runningMean: numbers[1],
                    layerErrors: Array(numbers[2..<(2 + layers)])))
            if networks > 0 { networkErrors.append(Array(numbers.suffix(networks))) }
        }
        self.init(samples, networkErrors: networkErrors)
    }
}
