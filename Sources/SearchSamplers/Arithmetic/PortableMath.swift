/// Elementary functions of additions, multiplications and divisions alone, without fused operations: every processor
/// computes the same bits. (The C library's differ in the last bit between processors.) Proposals of samplers depend on
/// them.
///
/// Source: Sun's fdlibm (e_exp.c, e_log.c). Errors are below 1 unit in the last place.
public enum PortableMath {
    private static let ln2High = 6.93147180369123816490e-01
    private static let ln2Low = 1.90821492927058770002e-10

    /// e^x; infinity above 709.78, 0 below -745.13, NaN of NaN.
    public static func exp(_ x: Double) -> Double {
        guard !x.isNaN else { return x }
        guard x < 709.782712893383973096 else { return .infinity }
        guard x > -745.13321910194110842 else { return 0 }
        let k = (x * 1.44269504088896338700).rounded()
        let high = x - k * ln2High
        let low = k * ln2Low
        let r = high - low
        let t = r * r
        let p =
            1.66666666666666019037e-01 + t
            * (-2.77777777770155933842e-03 + t
                * (6.61375632143793436117e-05 + t
                    * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)))
        let c = r - t * p
        let y = 1 - ((low - (r * c) / (2 - c)) - high)
        return scaled(y, by: Int(k))
    }

    /// y * 2^k; in two parts, because 2^k alone may be out of range.
    private static func scaled(_ y: Double, by k: Int) -> Double {
        let half = k / 2
        return y * power(of2: half) * power(of2: k - half)
    }

    private static func power(of2 k: Int) -> Double { Double(bitPattern: UInt64(k + 1023) << 52) }

    /// The natural logarithm; -infinity of 0, NaN of negative numbers.
    public static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x.isFinite else { return x }
        var (k, m) = (Double(x.exponent), x.significand)
        if m > 2.0.squareRoot() {
            m /= 2
            k += 1
        }
        let f = m - 1
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let even =
            w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
        let odd =
            z
            * (6.666666666666735130e-01 + w
                * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
        let half = 0.5 * f * f
        return k * ln2High - ((half - (s * (half + even + odd) + k * ln2Low)) - f)
    }
}
