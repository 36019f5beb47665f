import Checksums
import Foundation
import Testing

@testable import DigitFiles

/// Small data sets of the same form as MNIST.
enum SampleDigits {
    /// IDX images whose pixels count up from `seed`.
    static func images(_ count: Int, rows: Int = 28, columns: Int = 28, seed: Int = 0) -> [UInt8] {
        let pixels = (0..<count * rows * columns).map { UInt8(truncatingIfNeeded: $0 / 7 + seed) }
        return header([0, 0, 8, 3], [count, rows, columns]) + pixels
    }

    /// IDX labels 0, 1, ... 9, 0, ...
    static func labels(_ count: Int) -> [UInt8] {
        header([0, 0, 8, 1], [count]) + (0..<count).map { UInt8($0 % 10) }
    }

    static func header(_ magic: [UInt8], _ dimensions: [Int]) -> [UInt8] {
        magic + dimensions.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
    }

    /// A whole data set, uncompressed, by file: 20 training images and 10 test images.
    static let files: [DigitFile: [UInt8]] = [
        .trainingImages: images(20), .trainingLabels: labels(20), .testImages: images(10, seed: 5),
        .testLabels: labels(10),
    ]

    /// SHA-256 by file, for fetches that take it for MNIST.
    static let checksums = files.mapValues(SHA256.hex)

    /// Writes a data set into a folder.
    static func write(
        _ files: [DigitFile: [UInt8]] = files, to folder: String, naming name: (DigitFile) -> String = \.name
    ) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (file, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name(file))) }
    }

    /// A committed file.
    static func fixture(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
        return try Array(Data(contentsOf: url))
    }
}
