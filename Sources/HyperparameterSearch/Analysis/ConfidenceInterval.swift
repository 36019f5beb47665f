/// An interval that covers the mean of a normal population in 95% of samples.
///
/// For n numbers with mean m and sample standard deviation s (divisor n - 1) it is m ± t s / √n, where t is the 0.975
/// quantile of Student's distribution with n - 1 degrees of freedom (Student, "The probable error of a mean",
/// Biometrika 6, 1908). It is computed with + - * / and square roots alone, in a fixed order, so it is equal to the bit
/// on every processor.
public struct ConfidenceInterval: Sendable, Hashable {
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// An interval with known ends.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The interval of the mean.
    ///
    /// - Returns: nil for fewer than two numbers, which tell nothing of their spread.
    public init?(ofMean numbers: [Double]) {
        guard numbers.count > 1 else { return nil }
        let count = Double(numbers.count)
        let mean = numbers.reduce(0, +) / count
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / (count - 1) / count).squareRoot()
        let half = StudentQuantile.at975(degreesOfFreedom: numbers.count - 1) * error
        self.init(low: mean - half, high: mean + half)
    }
}

/// Quantiles of Student's t distribution.
public enum StudentQuantile {
    /// The 0.975 quantile, with a relative error below 1e-9.
    ///
    /// Up to 30 degrees of freedom it is tabulated; beyond, it is the expansion about the normal quantile (Abramowitz and
    /// Stegun 1964, 26.7.5, with a fifth term).
    ///
    /// - Precondition: `degreesOfFreedom` is at least 1.
    public static func at975(degreesOfFreedom: Int) -> Double {
        guard degreesOfFreedom > table.count else { return table[degreesOfFreedom - 1] }
        let (x, n) = (normal, Double(degreesOfFreedom))
        let square = x * x
        let first = (square + 1) / 4
        let second = ((5 * square + 16) * square + 3) / 96
        let third = (((3 * square + 19) * square + 17) * square - 15) / 384
        let fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
        let fifth =
            (((((27 * square + 339) * square + 930) * square - 1782) * square - 765) * square + 17955) / 368640
        return x + x * (first + (second + (third + (fourth + fifth / n) / n) / n) / n) / n
    }

    /// The 0.975 quantile of the normal distribution.
    private static let normal = 1.959963984540054

    /// For 1 to 30 degrees of freedom: `scipy.stats.t.ppf(0.975, n)` of SciPy 1.17.1.
    private static let table: [Double] = [
        12.706204736174694, 4.302652729749462, 3.1824463052837078, 2.7764451051977934, 2.5705818356363146,
        2.4469118511449786, 2.364624251592784, 2.306004135204166, 2.262157162798205, 2.228138851986274,
        2.200985160091639, 2.1788128296672284, 2.1603686564627913, 2.144786687917804, 2.131449545559776,
        2.1199052992212546, 2.1098155778333156, 2.1009220402410382, 2.0930240544083087, 2.085963447265864,
        2.0796138447276795, 2.0738730679040254, 2.0686576104190486, 2.0638985616280245, 2.0595385527532972,
        2.0555294386428735, 2.0518305164802846, 2.0484071417952454, 2.045229642132703, 2.0422724563012378,
    ]
}
