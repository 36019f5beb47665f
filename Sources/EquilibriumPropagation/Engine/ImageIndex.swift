import DigitFiles

/// Images in the form that training reads: for each image the pixels that are not black, grouped by level.
///
/// Groups are in ascending order of level, and pixels in ascending order within a group. Black pixels send nothing, and
/// pixels of the same level send the same bits.
///
/// `@unchecked Sendable`: only `init` writes the memory.
public final class ImageIndex: @unchecked Sendable {
    public let count: Int
    /// Units of the input layer.
    public let pixelsPerImage: Int
    /// [image]: the class.
    public let labels: [UInt8]
    /// The state of a pixel is its level divided by this.
    public let scale: Double
    /// The pixels of all images, image after image, and the index at which each image's pixels begin. `firstUnits` has
    /// one element more than there are images.
    private let units: UnsafeMutablePointer<UInt16>
    private let firstUnits: [Int]
    /// The groups of all images: the level, and the index in the image's pixels at which the next group begins.
    /// `firstGroups` has the index at which each image's groups begin, and one element more than there are images.
    private let levels: UnsafeMutablePointer<UInt8>
    private let ends: UnsafeMutablePointer<UInt16>
    private let firstGroups: [Int]

    /// One image.
    struct Image {
        let units: UnsafePointer<UInt16>
        let unitCount: Int
        /// [group] each.
        let levels: UnsafePointer<UInt8>
        let ends: UnsafePointer<UInt16>
        let groupCount: Int
    }

    /// - Parameter scale: the divisor of the levels: 255 or 256.
    /// - Precondition: images have at most 65,535 pixels.
    public init(_ images: LabelledImages, scale: Double) {
        precondition(images.pixelsPerImage <= Int(UInt16.max))
        count = images.count
        pixelsPerImage = images.pixelsPerImage
        labels = images.labels
        self.scale = scale
        var (units, levels, ends): ([UInt16], [UInt8], [UInt16]) = ([], [], [])
        var (firstUnits, firstGroups) = ([0], [0])
        var byLevel = [[UInt16]](repeating: [], count: 256)
        for image in 0..<images.count {
            let start = image * images.pixelsPerImage
            for pixel in 0..<images.pixelsPerImage where images.pixels[start + pixel] > 0 {
                byLevel[Int(images.pixels[start + pixel])].append(UInt16(pixel))
            }
            for level in 1..<256 where !byLevel[level].isEmpty {
                units += byLevel[level]
                levels.append(UInt8(level))
                ends.append(UInt16(units.count - firstUnits[image]))
                byLevel[level].removeAll(keepingCapacity: true)
            }
            firstUnits.append(units.count)
            firstGroups.append(levels.count)
        }
        (self.firstUnits, self.firstGroups) = (firstUnits, firstGroups)
        self.units = Self.copy(units)
        self.levels = Self.copy(levels)
        self.ends = Self.copy(ends)
    }

    deinit {
        units.deallocate()
        levels.deallocate()
        ends.deallocate()
    }

    subscript(image: Int) -> Image {
        let (unit, group) = (firstUnits[image], firstGroups[image])
        return Image(
            units: units + unit, unitCount: firstUnits[image + 1] - unit, levels: levels + group, ends: ends + group,
            groupCount: firstGroups[image + 1] - group)
    }

    private static func copy<Number: BitwiseCopyable>(_ numbers: [Number]) -> UnsafeMutablePointer<Number> {
        let memory = UnsafeMutablePointer<Number>.allocate(capacity: max(1, numbers.count))
        numbers.withUnsafeBufferPointer { numbers in
            if let base = numbers.baseAddress { memory.initialize(from: base, count: numbers.count) }
        }
        return memory
    }
}
