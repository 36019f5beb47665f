/// How a network does at one moment of its training.
public struct Reading: Sendable, Hashable, Codable {
    /// Updates made.
    public var update: Int
    /// The same in epochs.
    public var epoch: Double
    public var training: Score
    public var test: Score
    /// How far the network is from its fixed point at the end of the negative phase: the mean |s* - s| of the neurons
    /// above the input, over the first 500 test images; s* is where the real-valued twin with the same weights settles.
    public var distance: Double

    /// The paper suspects that networks which have not settled by the end of the negative phase are why many schedules
    /// fail. Of thirteen schedules, those above this distance learned worst where the negative phase went on beside the
    /// positive one (results/mnist).
    public static let settledDistance = 0.03

    /// Whether the contrast may hold more of the way that the network would have gone anyway than of the nudge.
    public var isUnsettled: Bool { !(distance <= Self.settledDistance) }

    public init(update: Int, epoch: Double, training: Score, test: Score, distance: Double) {
        self.update = update
        self.epoch = epoch
        self.training = training
        self.test = test
        self.distance = distance
    }
}
