import Checksums
import Foundation
import SpikingDynamics

/// Weights and biases as NumPy's `.npz`: W0, W1, ... of shape [n_k, n_(k+1)], and b1, b2, ... of the layers above the
/// input. `numpy.load` reads it.
///
/// The file is a zip archive of uncompressed members, each an `.npy` file of version 1.0.
enum WeightArchive {
    /// - Precondition: the network is within ``LearningRule/largestNumbers``, so that all sizes fit in 32 bits.
    static func npz(_ network: LayeredNetwork, precision: Precision) -> Data {
        var members: [(name: String, content: Data)] = []
        for (layer, matrix) in network.weights.enumerated() {
            let shape = "(\(network.layerSizes[layer]), \(network.layerSizes[layer + 1]))"
            members.append(("W\(layer).npy", npy(matrix, shape: shape, precision)))
        }
        for (layer, values) in network.biases.enumerated().dropFirst() {
            members.append(("b\(layer).npy", npy(values, shape: "(\(values.count),)", precision)))
        }
        return zip(members)
    }

    /// A header and the numbers, row-major. The header is padded so that the numbers begin at a multiple of 64 bytes.
    private static func npy(_ numbers: [Double], shape: String, _ precision: Precision) -> Data {
        let type = precision == .float32 ? "<f4" : "<f8"
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
        data.append(littleEndian: UInt16(header.utf8.count))
        return data + Data(header.utf8) + precision.bytes(of: numbers)
    }

    /// A zip archive (APPNOTE 4.3) of uncompressed members. All have the date 1980-01-01, so that the same weights give
    /// the same bytes.
    private static func zip(_ members: [(name: String, content: Data)]) -> Data {
        var (archive, directory) = (Data(), Data())
        for (name, content) in members {
            var fields = Data()
            fields.append(littleEndian: [20, 0, 0, 0, 0x21] as [UInt16])
            fields.append(littleEndian: CRC32.of(content))
            fields.append(littleEndian: UInt32(content.count))
            fields.append(littleEndian: UInt32(content.count))
            fields.append(littleEndian: UInt16(name.utf8.count))
            fields.append(littleEndian: UInt16(0))
            directory.append(littleEndian: UInt32(0x0201_4b50))
            directory.append(littleEndian: UInt16(20))
            directory += fields
            directory.append(littleEndian: [0, 0, 0, 0, 0] as [UInt16])
            directory.append(littleEndian: UInt32(archive.count))
            directory += Data(name.utf8)
            archive.append(littleEndian: UInt32(0x0403_4b50))
            archive += fields + Data(name.utf8) + content
        }
        let start = archive.count
        archive += directory
        archive.append(littleEndian: UInt32(0x0605_4b50))
        archive.append(littleEndian: [0, 0, UInt16(members.count), UInt16(members.count)] as [UInt16])
        archive.append(littleEndian: UInt32(directory.count))
        archive.append(littleEndian: UInt32(start))
        archive.append(littleEndian: UInt16(0))
        return archive
    }
}

extension TrainingRun {
    /// The present weights as NumPy's `.npz`.
    ///
    /// - Throws: `LayeredNetworkError` if they are not finite.
    public func weightArchive() throws(LayeredNetworkError) -> Data {
        WeightArchive.npz(try network(), precision: plan.precision)
    }
}
