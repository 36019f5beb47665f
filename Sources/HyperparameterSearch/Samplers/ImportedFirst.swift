/// Imported trials first, then the trials of another sampler. The imported trials have the numbers 0 ..< `count`, and
/// only the store knows their parameters; every later trial n is trial n - `count` of the other sampler.
///
/// An adaptive sampler learns from the imported trials as it does from points. Unlike points, they may be equal, lack
/// parameters, or lie outside the space.
public struct ImportedFirst<Base: Sampler>: Sampler {
    public let importedCount: Int
    /// The sampler of the later trials.
    public let base: Base

    /// `count` imported trials, then those of `base`.
    public init(_ count: Int, then base: Base) {
        (importedCount, self.base) = (count, base)
    }

    /// Of an adaptive sampler that proposes no point twice, the imported trials may have been all of its points.
    public var size: Int? {
        guard let size = base.size(after: []) else { return nil }
        guard !(base is any AdaptiveSampler) else { return max(size, importedCount) }
        let (sum, overflow) = size.addingReportingOverflow(importedCount)
        return overflow ? .max : sum
    }

    public var earlierForm: ImportedFirst? {
        base.earlierForm.map { ImportedFirst(importedCount, then: $0) }
    }

    public var fingerprint: String {
        ["\(importedCount) imported trials", base.fingerprint].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    public func parent(ofTrial number: Int) -> TrialReference? {
        number < importedCount ? nil : base.parent(ofTrial: number - importedCount)
    }
}

extension ImportedFirst: IndependentSampler where Base: IndependentSampler {
    /// - Throws: ``SamplerError/imported(_:)`` for an imported trial, ``SamplerError/numberOutOfRange(_:size:)``.
    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard number >= 0, number < size ?? .max else { throw SamplerError.numberOutOfRange(number, size: size) }
        guard number >= importedCount else { throw SamplerError.imported(number) }
        return try base.parameters(ofTrial: number - importedCount)
    }
}

extension ImportedFirst: AdaptiveSampler where Base: AdaptiveSampler {
    /// The generations of the other sampler.
    public var generations: Generations { base.generations }
    public var direction: Direction? { base.direction }
    public var startCount: Int { base.startCount }
    public var horizon: Horizon? { base.horizon }
    public func begin() -> Base.Knowledge { base.begin() }

    public func learn(_ trials: [Trial], into knowledge: inout Base.Knowledge) {
        base.learn(trials, into: &knowledge)
    }

    public func knowledge(of excerpt: HistoryExcerpt) -> Base.Knowledge { base.knowledge(of: excerpt) }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: Base.Knowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        try base.proposals(ofGeneration: index, knowing: knowledge, pending: pending)
    }
}
