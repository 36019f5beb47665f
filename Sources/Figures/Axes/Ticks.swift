import Foundation

/// The ticks of an axis. If there is room, 3 to 9 of them have labels. A logarithmic axis also has ticks without
/// labels.
struct Ticks {
    /// Ascending, within the limits.
    let labelled: [TickNumber]
    /// Ascending, within the limits, none of them labelled.
    let unlabelled: [TickNumber]
    /// The names of the labelled ticks on an axis of categories.
    private var names: [RichText] = []

    /// One tick for each category.
    init(categories: [RichText]) {
        labelled = categories.indices.map { TickNumber(digits: $0, exponent: 0) }
        unlabelled = []
        names = categories
    }

    /// - Parameter most: the number of labels that have room, 1...9. Below 8, there may be fewer than 3 labels.
    init(_ scale: Scale, in limits: ClosedRange<Double>, most: Int = 9) {
        switch scale {
        case .linear: (labelled, unlabelled) = (Self.even(in: limits, most: most), [])
        case .logarithmic: (labelled, unlabelled) = Self.decades(in: limits, most: most)
        }
    }

    /// The labels of `labelled`. They are written with all digits if that is easy to read for each of them, otherwise
    /// all as powers of ten.
    var labels: [RichText] {
        guard names.isEmpty else { return names }
        let plain = labelled.allSatisfy(\.isPlain)
        return labelled.map { plain ? RichText(verbatim: $0.plain) : $0.scientific }
    }

    /// Multiples of a step that is 1, 2 or 5 times a power of ten: the largest step that fits into the range three times.
    /// If that gives too many ticks, the next larger step that gives few enough.
    private static func even(in limits: ClosedRange<Double>, most: Int) -> [TickNumber] {
        let span = limits.upperBound - limits.lowerBound
        let power = Int(log10(span / 3).rounded(.down))
        let steps = [power - 1, power, power + 1].flatMap { exponent in
            [1, 2, 5].map { TickNumber(digits: $0, exponent: exponent) }
        }
        let choices = steps.map { (step: $0, ticks: multiples(of: $0, in: limits)) }
        // The quotient is rounded: 0.3 / 0.1 is a little less than 3.
        let best = choices.last { span / $0.step.value > 2.999_999_999 && $0.ticks.count >= 3 }?.ticks ?? []
        return best.count <= most ? best : choices.first { $0.ticks.count <= most }?.ticks ?? []
    }

    private static func multiples(of step: TickNumber, in limits: ClosedRange<Double>) -> [TickNumber] {
        // Starts a little beyond the ends, for the same reason, then keeps the ticks that the range contains.
        let first = Int((limits.lowerBound / step.value - 0.01).rounded(.up))
        let last = Int((limits.upperBound / step.value + 0.01).rounded(.down))
        return (first...max(first, last)).map { TickNumber(digits: $0 * step.digits, exponent: step.exponent) }
            .filter { limits.contains($0.value) }
    }

    /// Labels at 1, 2 and 5 of each decade. If those are too few, evenly spaced ticks; if they are too many, whole
    /// decades, or every second, third, ... decade.
    private static func decades(in limits: ClosedRange<Double>, most: Int) -> (
        labelled: [TickNumber], unlabelled: [TickNumber]
    ) {
        let exponents = Int(log10(limits.lowerBound).rounded(.down)) - 1...Int(log10(limits.upperBound).rounded(.up))
        let all = exponents.flatMap { exponent in (1...9).map { TickNumber(digits: $0, exponent: exponent) } }
            .filter { limits.contains($0.value) }
        let round = all.filter { [1, 2, 5].contains($0.digits) }
        let powers = all.filter { $0.digits == 1 }
        if (3...max(3, most)).contains(round.count) { return (round, all.filter { !round.contains($0) }) }
        guard round.count > most, powers.count >= 2 else { return (even(in: limits, most: most), []) }
        let stride = (powers.count + most - 1) / most
        guard stride > 1 else { return (powers, all.filter { $0.digits != 1 }) }
        return (
            powers.filter { $0.exponent.isMultiple(of: stride) }, powers.filter { !$0.exponent.isMultiple(of: stride) }
        )
    }
}
