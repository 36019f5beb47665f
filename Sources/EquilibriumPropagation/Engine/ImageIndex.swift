import CSpikeKernels
import DigitFiles

/// Images in the form that training reads: for each image the pixels that are not black, in ascending order of level, and
/// of index where levels are equal. Black pixels send nothing, and pixels of similar levels send similar bits.
///
/// `@unchecked Sendable`: only `init` writes the memory.
public final class ImageIndex: @unchecked Sendable {
    /// The number of images.
    public let count: Int
    /// Units of the input layer.
    public let pixelsPerImage: Int
    /// [image]: the class.
    public let labels: [UInt8]
    /// The state of a pixel is its level divided by this.
    public let scale: Double
    /// The pixels of all images, image after image: index and level.
    private let units: UnsafeMutablePointer<UInt16>
    private let levels: UnsafeMutablePointer<UInt8>
    /// The place at which each image's pixels begin, and one element more.
    private let first: [Int]

    /// - Parameters:
    ///   - images: images with levels from 0, black, to 255.
    ///   - scale: the divisor of the levels: 255 or 256.
    /// - Precondition: images have at most 65,535 pixels.
    public init(_ images: LabelledImages, scale: Double) {
        precondition(images.pixelsPerImage <= Int(UInt16.max))
        count = images.count
        pixelsPerImage = images.pixelsPerImage
        labels = images.labels
        self.scale = scale
        let places = images.pixels.lazy.filter { $0 > 0 }.count
        let (units, levels) = (
            UnsafeMutablePointer<UInt16>.allocate(capacity: max(1, places)),
            UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, places))
        )
        var first = [0]
        first.reserveCapacity(images.count + 1)
        // [level]: the place of the next pixel of this level.
        var next = [Int](repeating: 0, count: 256)
        images.pixels.withUnsafeBufferPointer { all in
            next.withUnsafeMutableBufferPointer { next in
                for image in 0..<images.count {
                    let pixels = all[image * images.pixelsPerImage..<(image + 1) * images.pixelsPerImage]
                    next.update(repeating: 0)
                    for level in pixels { next[Int(level)] += 1 }
                    var place = first[image]
                    for level in 1..<256 {
                        let count = next[level]
                        next[level] = place
                        place += count
                    }
                    first.append(place)
                    var pixel: UInt16 = 0
                    for level in pixels {
                        if level > 0 {
                            units[next[Int(level)]] = pixel
                            levels[next[Int(level)]] = level
                            next[Int(level)] += 1
                        }
                        pixel &+= 1
                    }
                }
            }
        }
        (self.units, self.levels, self.first) = (units, levels, first)
    }

    deinit {
        units.deallocate()
        levels.deallocate()
    }

    subscript(image: Int) -> spike_image {
        let place = first[image]
        return spike_image(
            count: first[image + 1] - place, units: UnsafePointer(units + place), levels: UnsafePointer(levels + place))
    }
}
