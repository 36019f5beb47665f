import Foundation

/// The training error of a network that has learned nothing.
///
/// Of n images the fraction p is of the most common class. A network that always answers one class has an error of
/// 1 - p or more; one that answers by chance has on the average no less. The error of n independent answers, each right
/// with probability p, has the standard deviation sqrt(p (1 - p) / n). An error is at chance level from
///
///     (1 - p) - 4 sqrt(p (1 - p) / n)
///
/// on. Few images have a wide deviation: an error below (1 - p) / 2 has left chance level all the same.
public struct ChanceLevel: Sendable, Hashable {
    /// The number of standard deviations.
    static let deviations = 4.0

    /// 1 - p.
    public let error: Double
    /// The lowest error at chance level.
    public let threshold: Double
    /// The number of images.
    public let count: Int

    /// - Parameter labels: the classes of the images that the error is measured on, at least one.
    public init(labels: [UInt8]) {
        var counts: [UInt8: Int] = [:]
        for label in labels { counts[label, default: 0] += 1 }
        let share = Double(counts.values.max() ?? 0) / Double(max(1, labels.count))
        count = labels.count
        error = 1 - share
        let deviation = (share * (1 - share) / Double(max(1, labels.count))).squareRoot()
        threshold = max(error - Self.deviations * deviation, error / 2)
    }

    /// Whether an error is at chance level.
    public func includes(_ error: Double) -> Bool { error >= threshold }
}
