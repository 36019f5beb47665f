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
        let bytes = [UInt8](data)
        func integer(at start: Int, width: Int) -> UInt64 {
            (0..<width).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * $1) }
        }
        guard bytes.count >= 2 else { return nil }
        let start: Int
        let instances: Int
        switch bytes[0] {
        case 1: (start, instances) = (2, 0)
        case 2 where bytes.count >= 4:
            (start, instances) = (4, Int(integer(at: 2, width: 2)))
            // Written for several networks, and of at least one step.
            guard instances > 1, bytes.count > 4 else { return nil }
        default: return nil
        }
        let layers = Int(bytes[1])
        let size = 4 + 8 * (2 + layers + instances)
        guard (bytes.count - start).isMultiple(of: size) else { return nil }
        let places = stride(from: start, to: bytes.count, by: size)
        let numbers = places.map { place in
            (0..<(2 + layers + instances)).map {
                Double(bitPattern: integer(at: place + 4 + 8 * $0, width: 8))
            }
        }
        self.init(
            zip(places, numbers).map { place, numbers in
                Sample(
                    step: Int(integer(at: place, width: 4)), error: numbers[0], runningMean: numbers[1],
                    layerErrors: Array(numbers[2..<(2 + layers)]))
            },
            instanceErrors: instances == 0 ? [] : numbers.map { Array($0.suffix(instances)) })
    }
}

extension Data {
    fileprivate mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
