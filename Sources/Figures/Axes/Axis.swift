/// One axis of a panel: what it measures, on which scale, and how far it reaches at least.
public struct Axis: Sendable, Equatable {
    public var title: RichText
    public var scale: Scale
    /// Values that the axis reaches, whatever the data; the data may widen it.
    public var including: [Double]
    /// Where the axis has no numbers but categories: the names of the values 0, 1, 2, ..., each with a place as wide as
    /// the others.
    public private(set) var categories: [RichText] = []

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

    /// The ends of the axis: from the least to the greatest of `values` and ``including``, with a margin of 4% at an
    /// end that the data set. All of `values` that the scale admits lie between them. Nil if there are none.
    func limits(of values: [Double]) -> ClosedRange<Double>? {
        let data = values.filter(scale.admits)
        guard let least = data.min(), let greatest = data.max() else { return nil }
        let asked = including.filter(scale.admits)
        let low = min(least, asked.min() ?? least)
        let high = max(greatest, asked.max() ?? greatest)
        let span = scale.spread(high) - scale.spread(low)
        // As good as one value: half a decade about it, or a tenth, so that it stands in the middle.
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
