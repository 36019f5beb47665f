import DigitFiles

/// Where a training study gets its images: a resource that a program offers.
public struct DigitSource {
    /// Reads the images.
    ///
    /// - Parameter verified: whether they must be MNIST.
    public let load: (_ verified: Bool) throws -> DigitData

    public init(load: @escaping (_ verified: Bool) throws -> DigitData) {
        self.load = load
    }
}
