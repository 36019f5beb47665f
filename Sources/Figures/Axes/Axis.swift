/// One axis of a panel: its name, its scale, and the values that it must include.
public struct Axis: Sendable, Equatable {
    /// The name of the axis.
    public var title: RichText
    /// The scale of its numbers.
    public var scale: Scale
    /// Values that the axis includes in any case. The data may extend it further.
    public var including: [Double]
    /// For an axis of categories: the names of the values 0, 1, 2, ... All categories are equally wide. Nil for an axis
    /// of numbers.
    public private(set) var categories: [RichText] = []

    /// An axis of numbers.
    public init(_ title: RichText, scale: Scale = .linear, including: [Double] = []) {
        self.title = title
        self.scale = scale
        self.including = including
    }

    /// An axis of categories.
    public init(_ title: RichText, categories: [RichText]) {
        self.init(title, including: [-0.5, Double(categories.count) - 0.5])
        self.categories = categories
    }

    /// The ends of the axis: the least and the greatest of `values` and ``including``, with a margin of 4% at an end
    /// that the data determine. All `values` that the scale admits lie between them. Nil if there are no values.
    func limits(of values: [Double]) -> ClosedRange<Double>? {
        let data = values.filter(scale.admits)
        guard let least = data.min(), let greatest = data.max() else { return nil }
        let asked = including.filter(scale.admits)
        let low = min(least, asked.min() ?? least)
        let high = max(greatest, asked.max() ?? greatest)
        let span = scale.spread(high) - scale.spread(low)
        // All values are nearly equal: a range of half a decade, or of a tenth, puts them in the middle.
        guard span > 1e-9 * max(abs(scale.spread(low)), abs(scale.spread(high)), 1e-280) else {
            let margin = scale == .logarithmic ? 0.5 : low == 0 ? 1 : abs(low) / 10
            return widened(low...high, by: margin, below: true, above: true)
        }
        return widened(
            low...high, by: 0.04 * span, below: !asked.contains(low), above: !asked.contains(high))
    }

    private func widened(_ limits: ClosedRange<Double>, by margin: Double, below: Bool, above: Bool)
        -> ClosedRange<Double>
    {
        let low = below ? scale.unspread(scale.spread(limits.lowerBound) - margin) : limits.lowerBound
        let high = above ? scale.unspread(scale.spread(limits.upperBound) + margin) : limits.upperBound
        return low...high
    }
}
