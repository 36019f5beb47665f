extension PortableMath {
    /// The complementary error function, to 1e-15 relative below 26 (above, results lose digits as they near the least
    /// positive number).
    ///
    /// For x >= 0, (1 + 2 x) exp(x^2) erfc(x) is a polynomial in (x - 3.75) / (x + 3.75); the form is that of M. M.
    /// Shepherd and J. G. Laframboise, "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x", 1981. The coefficients are
    /// the expansion to degree 27, computed with 50 digits.
    public static func erfc(_ x: Double) -> Double {
        guard !x.isNaN else { return x }
        guard x >= 0 else { return 2 - erfc(-x) }
        guard x < 28 else { return 0 }
        // The square of the upper half of the digits is exact.
        let high = Double(bitPattern: x.bitPattern & ~((1 << 28) - 1))
        return exp(-high * high) * exp(-(x - high) * (x + high)) * scaledErfc(x)
    }

    /// The probability that a standard normal number is below x.
    public static func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x * rootOfHalf) }

    /// The probability that a standard normal number is between two numbers, `low` at most `high`. Intervals far from 0
    /// lose no digits.
    public static func normalProbability(from low: Double, to high: Double) -> Double {
        if low >= 0 { return 0.5 * (erfc(low * rootOfHalf) - erfc(high * rootOfHalf)) }
        if high <= 0 { return 0.5 * (erfc(-high * rootOfHalf) - erfc(-low * rootOfHalf)) }
        return 1 - 0.5 * (tail(-low) + tail(high))
    }

    /// Twice the probability of a number above x > 0, which 1 - 0.5 * tail(x) rounds away from 8.3 on.
    private static func tail(_ x: Double) -> Double { x > 8.3 ? 0 : erfc(x * rootOfHalf) }

    private static let rootOfHalf = 0.70710678118654752440

    /// exp(x^2) erfc(x), for x >= 0.
    private static func scaledErfc(_ x: Double) -> Double {
        let t = (x - 3.75) / (x + 3.75)
        let square = t * t
        let fourth = square * square
        // Four sums that do not wait for each other.
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
        for power in stride(from: 24, through: 0, by: -4) {
            a = a * fourth + expansion[power]
            b = b * fourth + expansion[power + 1]
            c = c * fourth + expansion[power + 2]
            d = d * fourth + expansion[power + 3]
        }
        return ((a + b * t) + (c + d * t) * square) / (1 + 2 * x)
    }

    /// By power.
    private static let expansion: [Double] = [
        1.2375126308378275, -0.14024059858554702, 0.00358541548546369, 0.08227673849015112, -0.10880393014170746,
        0.09230432116019517, -0.05869339859054762, 0.02836227742156851, -0.009746579547619627, 0.001755625831922008,
        0.0002937135948057404, -0.0002901539763459109, 5.16494077753107e-05, 2.2383900562642354e-05,
        -1.1445049125356296e-05, -9.728189850538022e-07, 1.753443424106883e-06, -5.831950564835648e-08,
        -2.611470221480576e-07, 2.4362703846355717e-08, 4.097122174145059e-08, -4.453194444755398e-09,
        -6.5455593297442366e-09, 5.820916268569384e-10, 9.022146494188136e-10, -4.96569088203872e-11,
        -7.339499871004758e-11, 1.7963486041146148e-12,
    ]
}
