/// The Sobol sequence: points that fill the unit cube more evenly than random ones. Point n is a pure function of (seed,
/// dimension, n).
///
/// A coordinate of point n is the exclusive or of the direction numbers that the bits of n's Gray code choose, a whole
/// number of 30 bits. A digital shift, the exclusive or with a number that the seed gives for each dimension, makes
/// points of different seeds independent; the middle of the number's cell, `(word + 0.5) / 2^30`, lies in (0, 1).
///
/// Source: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
/// Comput. 30, 2008. Unshifted words equal those of SciPy's `qmc.Sobol(scramble=False, bits=30)`.
public struct SobolSequence: Sendable {
    public static let mostDimensions = 256
    /// The number of points, 2^30.
    public static let count = 1 << bits
    private static let bits = 30

    public let dimension: Int
    /// `[dimension][bit]`, bit 0 the lowest of the Gray code.
    private let directions: [UInt32]
    /// `[dimension]`.
    private let shifts: [UInt32]

    /// - Parameters:
    ///   - dimension: in 1 ... ``mostDimensions``.
    ///   - seed: of the digital shift; nil for none.
    public init(dimension: Int, seed: UInt64?) {
        precondition(
            (1...Self.mostDimensions).contains(dimension),
            "a Sobol sequence has 1 to \(Self.mostDimensions) dimensions, not \(dimension)")
        self.dimension = dimension
        var directions = (0..<Self.bits).map { UInt32(1) << UInt32(Self.bits - 1 - $0) }
        for entry in Self.joeKuoNumbers.split(separator: ",").prefix(dimension - 1) {
            let numbers = entry.split(separator: " ").compactMap { UInt32($0) }
            directions += Self.directions(polynomial: numbers[0], initial: Array(numbers[1...]))
        }
        self.directions = directions
        let stream = seed.map { KeyedStream(seed: $0, purpose: .shifting) }
        shifts = (0..<dimension).map { axis in
            stream.map { UInt32($0.uniform(trial: 0, draw: axis) * Double(Self.count)) } ?? 0
        }
    }

    /// The direction numbers of one dimension: v_j = a_1 v_{j-1} ^ ... ^ a_{s-1} v_{j-s+1} ^ v_{j-s} ^ (v_{j-s} >> s).
    ///
    /// - Parameters:
    ///   - polynomial: 1, a_1, ..., a_{s-1}, 1 as bits.
    ///   - initial: m_1, ..., m_s.
    private static func directions(polynomial: UInt32, initial: [UInt32]) -> [UInt32] {
        let degree = initial.count
        var found = initial.enumerated().map { $1 << UInt32(bits - 1 - $0) }
        for index in degree..<bits {
            var next = found[index - degree] ^ (found[index - degree] >> UInt32(degree))
            for back in 1..<max(degree, 1) where polynomial >> UInt32(degree - back) & 1 == 1 {
                next ^= found[index - back]
            }
            found.append(next)
        }
        return found
    }

    /// The coordinates of point `index` before the shift, whole numbers below 2^30: `[dimension]`.
    ///
    /// - Parameter index: in 0 ..< ``count``.
    public func words(of index: Int) -> [UInt32] {
        precondition(
            (0..<Self.count).contains(index),
            "a Sobol sequence has the points 0 to \(Self.count - 1), and none at \(index)")
        var words = [UInt32](repeating: 0, count: dimension)
        var code = index ^ (index >> 1)
        while code != 0 {
            let bit = code.trailingZeroBitCount
            for axis in 0..<dimension { words[axis] ^= directions[axis * Self.bits + bit] }
            code &= code - 1
        }
        return words
    }

    /// Point `index`, `[dimension]`: coordinates in (0, 1).
    ///
    /// - Parameter index: in 0 ..< ``count``.
    public func point(_ index: Int) -> [Double] {
        zip(words(of: index), shifts).map { (Double($0 ^ $1) + 0.5) / Double(Self.count) }
    }
}
