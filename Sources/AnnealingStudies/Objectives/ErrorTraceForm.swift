import Checksums
import Foundation

/// The bytes of a trace, little-endian.
///
/// A byte for the form's version: 1 for one network, 2 for several. A byte for the number of layers; in version 2 a
/// UInt16 for the number of networks. Then for each sample the step as UInt32 and, as Float64, error(t), its running
/// mean, each layer's error, and in version 2 each network's error.
extension ErrorTrace {
    var encoded: Data {
        let layers = UInt8(clamping: samples.first?.layerErrors.count ?? 0)
        var data = Data([instanceErrors.isEmpty ? 1 : 2, layers])
        if let instances = instanceErrors.first { data.append(littleEndian: UInt16(clamping: instances.count)) }
        for (index, sample) in samples.enumerated() {
            data.append(littleEndian: UInt32(sample.step))
            let instances = instanceErrors.isEmpty ? [] : instanceErrors[index]
            for number in [sample.error, sample.runningMean] + sample.layerErrors + instances {
                data.append(littleEndian: number.bitPattern)
            }
        }
        return data
    }

    /// - Returns: nil where the bytes are no trace of this form.
    public init?(_ data: Data) {
        var reader = LittleEndianReader(data)
        guard let version = reader.integer(UInt8.self), let layers = reader.integer(UInt8.self).map(Int.init) else {
            return nil
        }
        let instances: Int
        switch version {
        case 1: instances = 0
        case 2:
            // Written for several networks, and of at least one step.
            guard let count = reader.integer(UInt16.self), count > 1, reader.remaining > 0 else { return nil }
            instances = Int(count)
        default: return nil
        }
        var samples: [Sample] = []
        var instanceErrors: [[Double]] = []
        while reader.remaining > 0 {
            guard let step = reader.integer(UInt32.self), let numbers = reader.doubles(2 + layers + instances) else {
                return nil
            }
            samples.append(
                Sample(
                    step: Int(step), error: numbers[0], runningMean: numbers[1],
                    layerErrors: Array(numbers[2..<(2 + layers)])))
            if instances > 0 { instanceErrors.append(Array(numbers.suffix(instances))) }
        }
        self.init(samples, instanceErrors: instanceErrors)
    }
}
