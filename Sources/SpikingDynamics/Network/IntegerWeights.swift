/// A matrix of weights as integers: a weight is its integer times 2^`exponent`, exactly.
///
/// The bits of a layer reach a neuron as the exact sum of the weights of those that are 1, rounded once to float64. An
/// exact sum does not depend on the order of its terms. The exponent is the largest of which all weights are multiples.
///
/// A matrix has such integers if no sum of the weights into one neuron, in either direction, can leave 64 bits: the
/// positive integers of each row and of each column add up to less than 2^63, and so do the negative ones. Weights from
/// `LayeredNetwork.glorotUniform` have them up to about 2,000 units a layer. Trained weights, whose exponents differ
/// widely, mostly do not: their sums are added in order, in float64.
struct IntegerWeights: Sendable {
    /// [S][T], row-major, as in ``WeightMatrix``.
    let values: [Int64]
    let exponent: Int

    init(values: [Int64], exponent: Int) {
        self.values = values
        self.exponent = exponent
    }

    /// The integers of `weights`, [weights.count / width][width], which are finite; nil if the matrix has none.
    init?(_ weights: [Double], width: Int) {
        var (lowest, highest) = (Int.max, Int.min)
        for weight in weights where weight != 0 {
            // significandWidth counts the binary digits after the first.
            lowest = min(lowest, Int(weight.exponent) - weight.significandWidth)
            highest = max(highest, Int(weight.exponent))
            guard highest - lowest < 63 else { return nil }
        }
        let exponent = lowest == .max ? 0 : lowest
        values = weights.map { Int64(Double(sign: .plus, exponent: -exponent, significand: $0)) }
        self.exponent = exponent
        guard Self.sumsFit(values, width: width) else { return nil }
    }

    /// 2^exponent.
    var scale: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

    /// Whether the sums of each row's and each column's positive and negative integers are in the range of Int64.
    private static func sumsFit(_ values: [Int64], width: Int) -> Bool {
        var columns = [(positive: Int64, negative: Int64)](repeating: (0, 0), count: width)
        for start in stride(from: 0, to: values.count, by: width) {
            var row: (positive: Int64, negative: Int64) = (0, 0)
            for column in 0..<width {
                let value = values[start + column]
                guard add(value, to: &row), add(value, to: &columns[column]) else { return false }
            }
        }
        return true
    }

    /// - Returns: false if a sum left the range.
    private static func add(_ value: Int64, to sums: inout (positive: Int64, negative: Int64)) -> Bool {
        let overflow: Bool
        if value > 0 {
            (sums.positive, overflow) = sums.positive.addingReportingOverflow(value)
        } else {
            (sums.negative, overflow) = sums.negative.addingReportingOverflow(value)
        }
        return !overflow
    }
}
