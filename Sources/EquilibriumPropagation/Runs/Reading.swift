/// The performance of a network after some update of its training.
public struct Reading: Sendable, Hashable, Codable {
    /// Updates made.
    public var update: Int
    /// The updates made, in epochs.
    public var epoch: Double
    /// The score on the training images.
    public var training: Score
    /// The score on the test images.
    public var test: Score
    /// The distance of the network from its fixed point at the end of the negative phase: the mean |s* - s| of the
    /// neurons above the input, over the first 500 test images. The real-valued twin with the same weights settles at
    /// s*.
    public var distance: Double

    /// The largest distance at which the network counts as settled.
    ///
    /// The paper suspects that many schedules fail because the network has not settled by the end of the negative
    /// phase. Of thirteen schedules, those above this distance learned worst, if the negative phase went on beside the
    /// positive one (results/mnist).
    public static let settledDistance = 0.03

    /// Whether the contrast may owe more to the network's own movement, since it has not settled, than to the nudge.
    public var isUnsettled: Bool { !(distance <= Self.settledDistance) }

    /// A reading after `update` updates.
    public init(update: Int, epoch: Double, training: Score, test: Score, distance: Double) {
        self.update = update
        self.epoch = epoch
        self.training = training
        self.test = test
        self.distance = distance
    }
}
