import DigitFiles
import Foundation

/// The first 1,000 images of MNIST's training file.
enum Digits {
    static let images = LabelledImages(
        rows: 28, columns: 28, pixels: [UInt8](try! Data(contentsOf: URL(fileURLWithPath: "/tmp/digits.raw"))),
        labels: [UInt8](try! Data(contentsOf: URL(fileURLWithPath: "/tmp/labels.raw"))))

    static func input(_ image: Int) -> [Double] {
        images.pixels[image * 784..<(image + 1) * 784].map { Double($0) / 256 }
    }
    static func label(_ image: Int) -> Int { Int(images.labels[image]) }
}
