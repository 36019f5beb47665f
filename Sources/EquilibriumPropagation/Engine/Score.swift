/// The performance of a network on a set of images. For each image, the network makes the steps of the negative phase.
public struct Score: Sendable, Hashable, Codable {
    /// The fraction of images that are misclassified, in [0, 1].
    public var error: Double
    /// The mean squared distance of the output from the one-hot target.
    public var loss: Double
    /// [layer], input first: spikes per neuron and step; empty for a continuous network.
    public var spikes: [Double]
    /// The mean of |s' - s| in the last step, over the neurons above the input.
    public var residual: Double

    /// A score with these means over the images.
    public init(error: Double, loss: Double, spikes: [Double], residual: Double) {
        self.error = error
        self.loss = loss
        self.spikes = spikes
        self.residual = residual
    }

    init(_ results: SampleResults, layerSizes: [Int], steps: Int, isBinary: Bool) {
        let count = Double(max(1, results.count))
        error = Double(results.errors) / count
        loss = results.loss / count
        spikes = layerSizes.enumerated().map {
            Double(results.spikes(layer: $0)) / (count * Double($1) * Double(steps))
        }
        if !isBinary { spikes = [] }
        let moving = layerSizes.dropFirst()
        residual =
            moving.indices.reduce(0) { $0 + results.change(layer: $1) } / (count * Double(moving.reduce(0, +)))
    }
}
