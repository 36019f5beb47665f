import HyperparameterSearch
import Randomness

/// The points of a shifted Sobol sequence, which cover a space more evenly than random ones. Trial n is a pure function
/// of (space, seed, n).
///
/// Every parameter that varies is a dimension, in the order of the space; names count as cells of equal width.
public struct SobolSampler: IndependentSampler {
    /// The coordinates that the sequence covers.
    public let cube: UnitCube
    /// The seed of the shift.
    public let seed: UInt64
    private let sequence: SobolSequence

    /// - Parameters:
    ///   - space: any space with a parameter that varies.
    ///   - seed: of the shift.
    ///   - significantDigits: real numbers are rounded to this many digits, but never out of their range.
    /// - Throws: ``SearchSamplerError/nothingToSearch``,
    ///   ``SearchSamplerError/tooManyParameters(_:most:sampler:)``.
    public init(_ space: SearchSpace, seed: UInt64, significantDigits: Int? = nil) throws(SearchSamplerError) {
        cube = UnitCube(space, significantDigits: significantDigits)
        self.seed = seed
        guard cube.dimension > 0 else { throw .nothingToSearch }
        guard cube.dimension <= SobolSequence.mostDimensions else {
            throw .tooManyParameters(cube.dimension, most: SobolSequence.mostDimensions, sampler: "sobol")
        }
        sequence = SobolSequence(dimension: cube.dimension, seed: seed)
    }

    public var size: Int? { nil }

    public var fingerprint: String {
        "sobol: Joe and Kuo's numbers, digital shift, seed \(seed)"
            + (cube.significantDigits.map { ", \($0) significant digits" } ?? "") + "\n" + cube.space.fingerprint
    }

    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard (0..<SobolSequence.count).contains(number) else {
            throw SamplerError.numberOutOfRange(number, size: SobolSequence.count)
        }
        return cube.parameters(at: sequence.point(number))
    }
}
