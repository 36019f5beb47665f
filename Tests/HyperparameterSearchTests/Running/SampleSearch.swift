import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport

/// A small search with two parameters. The value, the failure and the trace of a trial are pure functions of them.
struct SampleSearch {
    static let budget = 600

    let store: any TrialStore
    let study: StudyRecord

    init(in store: any TrialStore = InMemoryStore(), budget: Int = SampleSearch.budget) throws {
        self.store = store
        study = try store.openStudy(Sample.definition("search", budget: budget))
    }

    static func sampler() throws -> RandomSampler {
        RandomSampler(
            try SearchSpace([.float("x", in: -1...1), .integer("n", in: 0...9)]), stream: .keyed(seed: 1))
    }

    static func evaluate(_ parameters: TrialParameters) throws -> Evaluation {
        let (x, n) = (try parameters.number("x"), try parameters.integer("n"))
        if n == 9 { throw ParameterError.notWhole("n", x) }
        let value = n == 8 ? .nan : sin(x * Double(n))
        return Evaluation(.complete(value: value), values: ["x2": x * x], steps: n, trace: Data("\(x)".utf8))
    }

    @discardableResult
    func run(
        threads: Int = 2, cancellation: Cancellation = Cancellation(),
        evaluation: @escaping @Sendable (TrialParameters) throws -> Evaluation = SampleSearch.evaluate,
        progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        try run(
            ClosureObjective(.minimize, evaluation: evaluation), threads: threads, cancellation: cancellation,
            progress: progress)
    }

    @discardableResult
    func run<O: Objective>(
        _ objective: O, threads: Int = 2, cancellation: Cancellation = Cancellation(),
        progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        try StudyRunner(
            study: study, store: store, sampler: Self.sampler(), objective: objective,
            threads: ThreadCount(threads, cores: threads)
        ).run(Sample.run, cancellation: cancellation, progress: progress)
    }

    func content() throws -> StoredContent { try StoredContent(of: study.id, in: store) }
    func counts() throws -> TrialCounts { try store.counts(of: study.id) }

    /// The content that an uninterrupted run on one thread stores.
    static func straightContent() throws -> StoredContent {
        let search = try SampleSearch()
        try search.run(threads: 1)
        return try search.content()
    }
}
