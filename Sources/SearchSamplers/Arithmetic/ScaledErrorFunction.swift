/// e^(x²) erfc(x), which stays in the range of numbers where erfc does not.
///
/// Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23, 1969.
enum ScaledErrorFunction {
    /// - Parameter x: at least 0.
    static func erfcx(_ x: Double) -> Double {
        if x <= 0.46875 {
            let square = x * x
            let erf =
                x * PortableMath.polynomial(small.numerator, square)
                / PortableMath.polynomial(small.denominator, square)
            return PortableMath.exp(square) * (1 - erf)
        }
        if x <= 4 {
            return PortableMath.polynomial(middle.numerator, x) / PortableMath.polynomial(middle.denominator, x)
        }
        let reciprocal = 1 / (x * x)
        let correction =
            reciprocal * PortableMath.polynomial(large.numerator, reciprocal)
            / PortableMath.polynomial(large.denominator, reciprocal)
        return (0.56418958354775628695 - correction) / x
    }

    private typealias Fraction = (numerator: [Double], denominator: [Double])

    // The coefficients ascend from the constant.
    private static let small: Fraction = (
        [
            3.20937758913846947e3, 3.77485237685302021e2, 1.13864154151050156e2, 3.16112374387056560e0,
            1.85777706184603153e-1,
        ],
        [2.84423683343917062e3, 1.28261652607737228e3, 2.44024637934444173e2, 2.36012909523441209e1, 1]
    )
    private static let middle: Fraction = (
        [
            1.23033935479799725e3, 2.05107837782607147e3, 1.71204761263407058e3, 8.81952221241769090e2,
            2.98635138197400131e2, 6.61191906371416295e1, 8.88314979438837594e0, 5.64188496988670089e-1,
            2.15311535474403846e-8,
        ],
        [
            1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3, 3.29079923573345963e3,
            1.62138957456669019e3, 5.37181101862009858e2, 1.17693950891312499e2, 1.57449261107098347e1, 1,
        ]
    )
    private static let large: Fraction = (
        [
            6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1,
            3.05326634961232344e-1, 1.63153871373020978e-2,
        ],
        [
            2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346047e0,
            2.56852019228982242e0, 1,
        ]
    )
}
