/// Chooses the parameters of trials: an ``IndependentSampler`` or an ``AdaptiveSampler``.
///
/// A sampler never has access to the store. Every process that has the study's definition (and, for an adaptive
/// sampler, the finished trials) computes the same parameters for the same number.
public protocol Sampler: Sendable {
    /// The number of trials that the sampler has; nil where it is endless.
    var size: Int? { get }

    /// The number of trials of a study that evaluates these points first; nil where it is endless.
    ///
    /// A sampler that never proposes a point twice leaves out those of the given points that lie in its own space. So
    /// such a point is one trial and not two.
    func size(after points: [TrialParameters]) -> Int?

    /// The space and the settings, one line for each. Samplers with equal fingerprints give equal parameters to all
    /// trials.
    var fingerprint: String { get }

    /// The trial from which the parameters of trial `number` were copied; nil where they were not copied.
    func parent(ofTrial number: Int) -> TrialReference?

    /// The parameters of the first trials, where they were given and not chosen by the sampler.
    var points: [TrialParameters] { get }

    /// The number of the first trials that were imported. Only the store knows their parameters.
    var importedCount: Int { get }

    /// This sampler as an earlier version of the library made it; nil where that version gave the same parameters. A
    /// study that began with the earlier form goes on with it.
    var earlierForm: Self? { get }
}

/// A sampler whose trials are pure functions of their numbers. They may be evaluated in any order, in shards, on any
/// machine.
public protocol IndependentSampler: Sampler {
    /// The parameters of trial `number` (from 0).
    ///
    /// - Throws: ``SamplerError/numberOutOfRange(_:size:)``.
    func parameters(ofTrial number: Int) throws -> TrialParameters
}

extension Sampler {
    /// The text by which a study recognizes its sampler: the fingerprint and, for an adaptive sampler, the generations
    /// and the number of points. Samplers with equal identities give equal parameters to all trials.
    public var identity: String {
        guard let sampler = self as? any AdaptiveSampler else { return fingerprint }
        let generations = sampler.generations
        return fingerprint
            + "\ngenerations of \(generations.size), lag \(generations.lag), after \(sampler.givenCount) points"
    }

    public func size(after points: [TrialParameters]) -> Int? {
        size.map { $0.addingReportingOverflow(points.count) }.map { $0.overflow ? .max : $0.partialValue }
    }

    public func parent(ofTrial number: Int) -> TrialReference? { nil }
    public var points: [TrialParameters] { [] }
    public var importedCount: Int { 0 }

    /// The number of the first trials that the sampler does not choose: its points, or the imported trials.
    public var givenCount: Int { importedCount + points.count }

    public var earlierForm: Self? { nil }

    /// This sampler, or its earlier form where the study was made with that.
    ///
    /// - Throws: ``StudyError/samplerDiffers(_:sampler:)`` where the study was made with neither.
    func form(for definition: StudyDefinition) throws -> any Sampler {
        guard let fingerprint = definition.fingerprint, fingerprint != identity else { return self }
        guard let earlier = earlierForm, earlier.identity == fingerprint else {
            throw StudyError.samplerDiffers(definition, sampler: identity)
        }
        return earlier
    }

    /// - Throws: ``SamplerError/direction(_:study:)`` where the sampler proposes for the other direction.
    func check(_ direction: Direction) throws {
        guard let own = (self as? any AdaptiveSampler)?.direction, own != direction else { return }
        throw SamplerError.direction(own, study: direction)
    }

    /// - Throws: ``SamplerError`` where an adaptive sampler has fewer different trials than `budget`, there are more
    ///   points than `budget`, or two of them are equal.
    func check(budget: Int) throws {
        if self is any AdaptiveSampler, let size, budget > size {
            throw SamplerError.budgetBeyondSpace(budget, size: size)
        }
        guard givenCount <= budget else { throw SamplerError.pointsBeyondBudget(givenCount, budget: budget) }
        var first: [TrialParameters: Int] = [:]
        for (index, point) in points.enumerated() {
            if let earlier = first[point] { throw SamplerError.equalPoints(earlier, index) }
            first[point] = index
        }
    }

    /// The parameters of a trial, where the sampler's definition alone determines them. Nil where the sampler is
    /// adaptive and the trial is not one of its points, and of imported trials.
    ///
    /// - Throws: ``SamplerError/numberOutOfRange(_:size:)``.
    public func definedParameters(ofTrial number: Int) throws -> TrialParameters? {
        guard !(0..<importedCount).contains(number) else { return nil }
        switch self {
        case let sampler as any IndependentSampler: return try sampler.parameters(ofTrial: number)
        case let sampler as any AdaptiveSampler where sampler.points.indices.contains(number):
            return sampler.points[number]
        default: return nil
        }
    }
}

/// The error of a sampler, or of a study whose trials do not suit its sampler.
public enum SamplerError: Error, Hashable, CustomStringConvertible {
    /// The sampler has no trial of this number. `size` is nil where the sampler is endless.
    case numberOutOfRange(Int, size: Int?)
    /// The store does not have the parameters of an imported trial.
    case imported(Int)
    /// The sampler is neither independent nor adaptive.
    case unknownKind(String)
    /// The sampler gave a generation with a wrong number of candidates.
    case generation(Int, count: Int, size: Int)
    /// An adaptive sampler learns from all trials of earlier generations, and one shard does not have them all.
    case adaptiveShard(Shard)
    /// A study has more points than trials.
    case pointsBeyondBudget(Int, budget: Int)
    /// Two points of a study, by index, have the same parameters.
    case equalPoints(Int, Int)
    /// A study has more trials than its space has points.
    case budgetBeyondSpace(Int, size: Int)
    /// An adaptive sampler proposes for another direction than the study's.
    case direction(Direction, study: Direction)

    public var description: String {
        switch self {
        case .numberOutOfRange(let number, let size):
            "there is no trial \(number); numbers go from 0" + (size.map { " to \($0 - 1)" } ?? " upwards")
        case .imported(let number):
            "trial \(number) was imported, and its parameters are not in this store; import its study again, or go on "
                + "with it where it was imported"
        case .unknownKind(let name):
            "\(name) conforms to Sampler only; make it an IndependentSampler or an AdaptiveSampler"
        case .generation(let index, let count, let size):
            "the sampler gave \(count) candidates for generation \(index), and a generation has \(size); propose exactly one for each trial"
        case .adaptiveShard(let shard):
            "an adaptive sampler learns from all trials, so shard \(shard) cannot be searched by itself; evaluate the "
                + "whole study in one store, with as many processes as you like"
        case .pointsBeyondBudget(let count, let budget):
            "there are \(count) points, and the study has \(budget) trials; raise the budget to at least \(count), or "
                + "remove points"
        case .equalPoints(let first, let second):
            "points \(first) and \(second) (from 0) have the same parameters, so one of them tells nothing new; remove one"
        case .budgetBeyondSpace(let budget, let size):
            "the study has \(budget) trials, and its space has \(size) different points, none of which is evaluated "
                + "twice; lower the budget to at most \(size), or widen the space"
        case .direction(let sampler, let study):
            "the sampler is to \(sampler.rawValue), and the study is to \(study.rawValue); give both the same direction"
        }
    }
}
