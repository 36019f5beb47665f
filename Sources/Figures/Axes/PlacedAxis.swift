/// An axis with known ends at known positions in the picture.
struct PlacedAxis {
    let scale: Scale
    let limits: ClosedRange<Double>
    /// The positions of the limits, in the picture's units. y runs downwards, so `start` is the greater one for a y
    /// axis.
    let start: Double
    let end: Double
    /// As in ``Axis/categories``.
    var categories: [RichText] = []

    /// The position of a value; nil if the scale does not admit it.
    func place(_ value: Double) -> Double? {
        guard scale.admits(value) else { return nil }
        let low = scale.spread(limits.lowerBound)
        let high = scale.spread(limits.upperBound)
        return start + (scale.spread(value) - low) / (high - low) * (end - start)
    }

    /// The ticks, as many as have room for their labels.
    ///
    /// - Parameter length: the space that a label takes up along the axis.
    func ticks(labelLength length: (RichText) -> Double) -> Ticks {
        guard categories.isEmpty else { return Ticks(categories: categories) }
        let choices = (1...9).reversed().lazy.map { Ticks(scale, in: limits, most: $0) }
        return choices.first { areApart($0, length) } ?? Ticks(scale, in: limits, most: 1)
    }

    private func areApart(_ ticks: Ticks, _ length: (RichText) -> Double) -> Bool {
        let places = ticks.labelled.map { place($0.value) ?? .nan }
        let halves = ticks.labels.map { length($0) / 2 }
        return zip(places.indices, places.indices.dropFirst()).allSatisfy {
            abs(places[$1] - places[$0]) >= halves[$0] + halves[$1]
        }
    }
}
