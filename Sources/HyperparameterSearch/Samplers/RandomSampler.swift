import Foundation
import Randomness

/// Independent uniform draws over a search space.
///
/// In each trial, every parameter that is not fixed takes one uniform number, in the order of the space. A parameter
/// whose condition is not fulfilled takes its number too, and is left out. Trial n is a pure function of (space, stream,
/// n).
public struct RandomSampler: IndependentSampler {
    /// The source of the uniform numbers.
    public enum Stream: Sendable, Hashable {
        /// One sequence through all trials, equal to that of NumPy's `RandomState(seed)`.
        case numpy(seed: UInt32)
        /// A counter-based stream keyed by (seed, trial).
        case keyed(seed: UInt64)
    }

    /// The space that is drawn from.
    public let space: SearchSpace
    /// The source of the uniform numbers.
    public let stream: Stream
    /// Real numbers are rounded to this many significant digits (C's `%.*g`), but never out of their range.
    public let significantDigits: Int?

    private let drawn: Int
    private let source: any UniformSource

    /// A sampler of a space.
    ///
    /// Real numbers are rounded to `significantDigits`; nil for no rounding.
    public init(_ space: SearchSpace, stream: Stream, significantDigits: Int? = nil) {
        self.space = space
        self.stream = stream
        self.significantDigits = significantDigits
        drawn = space.parameters.count { !$0.domain.isFixed }
        source =
            switch stream {
            case .numpy(let seed): NumPyUniforms(seed: seed)
            case .keyed(let seed): KeyedStream(seed: seed, purpose: .sampling)
            }
    }

    public var size: Int? { nil }

    public var fingerprint: String {
        let draws =
            switch stream {
            case .numpy(let seed): "random: NumPy's stream, seed \(seed)"
            case .keyed(let seed): "random: keyed by trial, seed \(seed)"
            }
        return draws + (significantDigits.map { ", \($0) significant digits" } ?? "") + "\n" + space.fingerprint
    }

    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard number >= 0 else { throw SamplerError.numberOutOfRange(number, size: nil) }
        let uniforms = source.uniforms(ofTrial: number, count: drawn)
        var next = uniforms.makeIterator()
        var values: [String: ParameterValue] = [:]
        for parameter in space.parameters {
            let uniform = parameter.domain.isFixed ? 0 : next.next() ?? 0
            guard space.isActive(parameter, given: values) else { continue }
            values[parameter.name] = rounded(parameter.domain.value(at: uniform), in: parameter.domain)
        }
        return TrialParameters(values)
    }

    private func rounded(_ value: ParameterValue, in domain: Domain) -> ParameterValue {
        guard let significantDigits, case .float(let range, _, nil) = domain, case .number(let number) = value,
            let rounded = number.rounded(significantDigits: significantDigits)
        else { return value }
        return .number(min(max(rounded, range.lowerBound), range.upperBound))
    }
}

/// Uniform numbers in [0, 1), by trial.
protocol UniformSource: Sendable {
    func uniforms(ofTrial number: Int, count: Int) -> [Double]
}

extension KeyedStream: UniformSource {
    func uniforms(ofTrial number: Int, count: Int) -> [Double] {
        (0..<count).map { uniform(trial: number, draw: $0) }
    }
}
