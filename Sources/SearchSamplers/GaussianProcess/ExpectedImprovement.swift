/// The expected improvement of a normally distributed value over the best one; smaller values are better.
///
/// Source: Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization", 2023, for the
/// logarithm.
enum ExpectedImprovement {
    private static let rootOfHalfPi = 1.2533141373155002512
    private static let rootOfHalf = 0.70710678118654752440
    private static let halfLogTwoPi = 0.91893853320467274178

    /// The logarithm of the expected improvement, in units of the value.
    static func logarithm(mean: Double, variance: Double, best: Double) -> Double {
        let deviation = variance.squareRoot()
        return logH((best - mean) / deviation) + 0.5 * PortableMath.log(variance)
    }

    /// ln(φ(z) + z Φ(z)), to about 1e-14 relative.
    static func logH(_ z: Double) -> Double {
        if z > -1 { return PortableMath.log(density(z) + z * distribution(z)) }
        let square = z * z
        let factor: Double
        if z > -100 {
            factor = 1 + z * millsRatio(-z)
        } else {
            let t = 1 / square
            factor = t * (1 - t * (3 - t * (15 - t * (105 - t * 945))))
        }
        return PortableMath.log(factor) - 0.5 * square - halfLogTwoPi
    }

    /// The expected decrease of e^f, where f is normally distributed, below e^best.
    static func ofExponential(mean: Double, variance: Double, best: Double) -> Double {
        let deviation = variance.squareRoot()
        let z = (best - mean) / deviation
        if z > 0 {
            return PortableMath.exp(best) * distribution(z)
                - PortableMath.exp(mean + 0.5 * variance) * distribution(z - deviation)
        }
        return PortableMath.exp(best) * density(z) * (millsRatio(-z) - millsRatio(deviation - z))
    }

    static func density(_ z: Double) -> Double { PortableMath.exp(-0.5 * z * z - halfLogTwoPi) }

    /// Φ(z).
    static func distribution(_ z: Double) -> Double {
        z < 0 ? density(z) * millsRatio(-z) : 1 - density(z) * millsRatio(z)
    }

    /// (1 - Φ(z)) / φ(z), for z >= 0.
    private static func millsRatio(_ z: Double) -> Double {
        rootOfHalfPi * ScaledErrorFunction.erfcx(z * rootOfHalf)
    }
}
