/// Chooses the parameters of a trial from its number.
///
/// A sampler never meets the store: it is given the trial's number and, where it adapts, a read-only history. So any
/// process that knows the study's definition finds the same parameters for the same number.
public protocol Sampler: Sendable {
    /// What the parameters of a trial depend on besides its number.
    var dependence: SamplerDependence { get }

    /// How many trials there are to sample; nil where there is no end.
    var size: Int? { get }

    /// The parameters of trial `number` (from 0).
    ///
    /// - Parameter history: the finished trials that the sampler may see: none for an independent sampler; for an
    ///   adaptive one, those of the generations before the trial's own.
    /// - Throws: ``SamplerError`` where `number` is out of range.
    func parameters(ofTrial number: Int, history: TrialHistory) throws -> TrialParameters

    /// The trial that the parameters of trial `number` came from; nil where they came from none.
    func parent(ofTrial number: Int) -> TrialReference?
}

/// What a sampler's choice depends on.
public enum SamplerDependence: Sendable, Hashable {
    /// A pure function of the trial's number: its trials may be evaluated in any order, in shards, anywhere.
    case independent
    /// Trial n sees the finished trials below the largest multiple of `size` that is not above n, and no others, so
    /// that a parallel search stays deterministic.
    case generations(size: Int)
}

/// Finished trials, in order of number, for samplers that adapt.
public struct TrialHistory: Sendable {
    public let trials: [Trial]

    public init(_ trials: [Trial]) {
        self.trials = trials
    }

    public static let none = TrialHistory([])
}

extension Sampler {
    /// The parameters of a trial of an independent sampler.
    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        try parameters(ofTrial: number, history: .none)
    }

    public func parent(ofTrial number: Int) -> TrialReference? { nil }
}

public enum SamplerError: Error, Hashable, CustomStringConvertible {
    case numberOutOfRange(Int, size: Int?)
    case adaptive

    public var description: String {
        switch self {
        case .numberOutOfRange(let number, let size):
            "there is no trial \(number); numbers go from 0" + (size.map { " to \($0 - 1)" } ?? " upwards")
        case .adaptive:
            "the sampler adapts to earlier trials, which this runner does not support yet; use an independent sampler"
        }
    }
}
