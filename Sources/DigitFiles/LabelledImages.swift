/// Grey images of one size, each with a label.
public struct LabelledImages: Sendable, Equatable {
    /// The height of an image, in pixels.
    public let rows: Int
    /// The width of an image, in pixels.
    public let columns: Int
    /// [image][row][column], row-major: 0 is black.
    public let pixels: [UInt8]
    /// [image]: the class, 0...9 for digits.
    public let labels: [UInt8]

    /// - Precondition: `pixels` has rows * columns elements for each label.
    public init(rows: Int, columns: Int, pixels: [UInt8], labels: [UInt8]) {
        precondition(pixels.count == rows * columns * labels.count)
        (self.rows, self.columns, self.pixels, self.labels) = (rows, columns, pixels, labels)
    }

    /// The number of images.
    public var count: Int { labels.count }
    /// The number of pixels of an image.
    public var pixelsPerImage: Int { rows * columns }

    /// The images at a range of indices.
    public subscript(range: Range<Int>) -> LabelledImages {
        LabelledImages(
            rows: rows, columns: columns,
            pixels: Array(pixels[range.lowerBound * pixelsPerImage..<range.upperBound * pixelsPerImage]),
            labels: Array(labels[range]))
    }
}
