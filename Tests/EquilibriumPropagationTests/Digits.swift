import Foundation
import Testing

@testable import DigitFiles
@testable import EquilibriumPropagation

/// The first 1,000 images of MNIST's training file.
enum Digits {
    static let images = {
        let shape = try! file("digits-images-idx3-ubyte.gz", .images)
        return LabelledImages(
            rows: 28, columns: 28, pixels: shape.values,
            labels: try! file("digits-labels-idx1-ubyte.gz", .labels).values)
    }()

    /// Every other pixel of every other row, levels as they are: 14 by 14.
    static let small = {
        var pixels: [UInt8] = []
        for image in 0..<images.count {
            for row in stride(from: 1, to: 28, by: 2) {
                for column in stride(from: 0, to: 28, by: 2) {
                    pixels.append(images.pixels[image * 784 + row * 28 + column])
                }
            }
        }
        return LabelledImages(rows: 14, columns: 14, pixels: pixels, labels: images.labels)
    }()

    /// 700 images to train on and 300 to test on, small ones.
    static let smallSplit = TrainingImages(training: small[0..<700], test: small[700..<1000], scale: 256)

    static func input(_ image: Int, of images: LabelledImages = images) -> [Double] {
        let count = images.pixelsPerImage
        return images.pixels[image * count..<(image + 1) * count].map { Double($0) / 256 }
    }

    static func label(_ image: Int) -> Int { Int(images.labels[image]) }

    private static func file(_ name: String, _ kind: IDXHeader.Kind) throws -> IDXFile {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
        return try IDXFile([UInt8](Data(contentsOf: url)), as: kind, place: name)
    }
}
