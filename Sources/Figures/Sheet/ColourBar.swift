/// The key of a ``ColourScale``: the values of its colours.
public struct ColourBar: Sendable, Equatable {
    /// The quantity that the colours show, and its scale. The ends of the bar are those of the axis.
    public var axis: Axis
    /// The values of the first and of the last colour. The axis admits both.
    public var best: Double
    /// The value of the last colour.
    public var worst: Double
    /// In the picture's units; at least 40.
    public var height: Double

    /// A key from `best` to `worst`, `height` picture units high.
    public init(_ axis: Axis, best: Double, worst: Double, height: Double) {
        self.axis = axis
        self.best = best
        self.worst = worst
        self.height = height
    }

    /// The step of the colour scale for a value. A value that the axis does not admit has the last step.
    public func step(of value: Double) -> Int {
        guard axis.scale.admits(value), axis.scale.admits(best), axis.scale.admits(worst) else {
            return ColourScale.steps - 1
        }
        let (first, last) = (axis.scale.spread(best), axis.scale.spread(worst))
        return first == last ? 0 : ColourScale.step(at: (axis.scale.spread(value) - first) / (last - first))
    }
}
