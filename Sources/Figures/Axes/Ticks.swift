import Foundation

/// Where an axis has ticks: from 3 to 9 of them with a label, where there is room, and on a logarithmic axis others
/// without.
struct Ticks {
    /// Ascending, within the limits.
    let labelled: [TickNumber]
    /// Ascending, within the limits, none of them labelled.
    let unlabelled: [TickNumber]
    /// In place of numbers.
    private var names: [RichText] = []

    /// One for each category.
    init(categories: [RichText]) {
        labelled = categories.indices.map { TickNumber(digits: $0, exponent: 0) }
        unlabelled = []
        names = categories
    }

    /// - Parameter most: how many labels there is room for, 1...9; below 8 there may be fewer than 3.
    init(_ scale: Scale, in limits: ClosedRange<Double>, most: Int = 9) {
        switch scale {
        case .linear: (labelled, unlabelled) = (Self.even(in: limits, most: most), [])
        case .logarithmic: (labelled, unlabelled) = Self.decades(in: limits, most: most)
        }
    }

    /// The labels of `labelled`: all digits where that reads well for each of them, else all as powers of ten.
    var labels: [RichText] {
        guard names.isEmpty else { return names }
        let plain = labelled.allSatisfy(\.isPlain)
        return labelled.map { plain ? RichText(verbatim: $0.plain) : $0.scientific }
    }

    /// Multiples of the largest of 1, 2, 5, 10, 20, ... that goes into the range three times; where those are too
    /// many, of the next that gives few enough.
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
        // A little beyond the ends, for the same reason; then what the range really contains.
        let first = Int((limits.lowerBound / step.value - 0.01).rounded(.up))
        let last = Int((limits.upperBound / step.value + 0.01).rounded(.down))
        return (first...max(first, last)).map { TickNumber(digits: $0 * step.digits, exponent: step.exponent) }
            .filter { limits.contains($0.value) }
    }

    /// Labels at 1, 2 and 5 of each decade; where those are too few, even ticks; too many, whole decades, or every
    /// second, third, ... of them.
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
