/// The key of a ``ColourScale``: which colour is which value.
public struct ColourBar: Sendable, Equatable {
    /// What the colours measure, and on which scale. The ends are the axis' own.
    public var axis: Axis
    /// The value of the first colour, and that of the last. Both have a place on the axis.
    public var best: Double
    public var worst: Double
    /// In the picture's units; at least 40.
    public var height: Double

    public init(_ axis: Axis, best: Double, worst: Double, height: Double) {
        self.axis = axis
        self.best = best
        self.worst = worst
        self.height = height
    }

    /// The step of the colour scale for a value; the last one's where the axis has no place for it.
    public func step(of value: Double) -> Int {
        guard axis.scale.admits(value), axis.scale.admits(best), axis.scale.admits(worst) else {
            return ColourScale.steps - 1
        }
        let (first, last) = (axis.scale.spread(best), axis.scale.spread(worst))
        return first == last ? 0 : ColourScale.step(at: (axis.scale.spread(value) - first) / (last - first))
    }
}
