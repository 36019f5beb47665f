import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

/// Two searches under one name. The studies of these tests are declared in code.
@Suite("Another search under the name of a study") struct OtherSearchTests {
    private static func random(
        to end: Double = 1, seed: UInt64 = 1, digits: Int? = nil
    ) throws -> RandomSampler {
        RandomSampler(
            try SearchSpace([.float("x", in: 0...end), .float("y", in: 0...1)]), stream: .keyed(seed: seed),
            significantDigits: digits)
    }

    private static func definition(_ sampler: some Sampler, text: String = "") throws -> StudyDefinition {
        try StudyDefinition(name: "a", text: text, direction: .minimize, budget: 4, sampler: sampler)
    }

    private static let objective = ClosureObjective(.minimize) { try $0.number("x") }

    @Test("is refused with the difference: range, seed, digits, stream, axis, order, generations") func differences()
        throws
    {
        let store = InMemoryStore()
        _ = try store.openStudy(Self.definition(Self.random()))
        let space = try SearchSpace([.float("y", in: 0...1), .float("x", in: 0...1)])
        let offers: [(any Sampler, String)] = [
            (try Self.random(to: 2), "x: stored 0 to 1, now 0 to 2"),
            (try Self.random(seed: 7), "random: stored keyed by trial, seed 1, now keyed by trial, seed 7"),
            (try Self.random(digits: 3), "now keyed by trial, seed 1, 3 significant digits"),
            (RandomSampler(space, stream: .keyed(seed: 1)), "order: stored random, x, y, now random, y, x"),
            (
                RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .numpy(seed: 1)),
                "y: stored 0 to 1, now nothing"
            ),
        ]
        for (sampler, difference) in offers {
            let offer = try Self.definition(sampler)
            #expect {
                try store.openStudy(offer)
            } throws: { error in
                "\(error)".contains("stored with another definition") && "\(error)".contains(difference)
            }
        }
        #expect {
            try store.openStudy(Self.definition(Self.random(), text: "momentum 0.9"))
        } throws: {
            "\($0)".contains("text: stored '', now 'momentum 0.9'")
        }
    }

    @Test("is refused by the runner where the stored definition is kept") func runner() throws {
        let store = InMemoryStore()
        let study = try store.openStudy(Self.definition(Self.random()))
        #expect {
            try StudyRunner(
                study: study, store: store, sampler: Self.random(to: 2), objective: Self.objective,
                threads: ThreadCount(1))
        } throws: {
            "\($0)".contains("x: stored 0 to 1, now 0 to 2")
        }
    }

    /// A study that was opened without a sampler has no fingerprint: its trials alone tell which search it is.
    @Test("is refused by its trials where the definition states no sampler") func withoutFingerprint() throws {
        let store = InMemoryStore()
        let definition = try StudyDefinition(name: "a", text: "", direction: .minimize, budget: 4)
        func run(_ sampler: some Sampler, budget: Int) throws {
            var definition = definition
            definition.budget = budget
            _ = try StudyRunner(
                study: store.openStudy(definition), store: store, sampler: sampler, objective: Self.objective,
                threads: ThreadCount(1)
            ).run(Sample.run, cancellation: Cancellation())
        }
        try run(Self.random(), budget: 4)
        #expect {
            try run(Self.random(to: 2), budget: 8)
        } throws: { error in
            guard case StudyError.parametersDiffer(_, trial: 0, let differences) = error else { return false }
            return differences.count == 1 && differences[0].hasPrefix("x: stored 0.")
        }
        try run(Self.random(), budget: 8)
        #expect(try store.studies().first.map { try store.counts(of: $0.id)[.complete] } == 8)
    }

    @Test("of an adaptive sampler differs in its points and generations") func adaptive() throws {
        let store = InMemoryStore()
        _ = try store.openStudy(Self.definition(MeanSampler(size: 2, lag: 1)))
        #expect {
            try store.openStudy(Self.definition(MeanSampler(size: 3, lag: 1)))
        } throws: {
            "\($0)".contains("generations of 2") && "\($0)".contains("generations of 3")
        }
    }

    @Test("that goes the other way is refused, with both directions") func direction() throws {
        let store = InMemoryStore()
        let study = try store.openStudy(Self.definition(Self.random()))
        #expect {
            try StudyRunner(
                study: study, store: store, sampler: Self.random(),
                objective: ClosureObjective(.maximize) { try $0.number("x") }, threads: ThreadCount(1),
                scheduler: LosslessTopScheduler(3))
        } throws: { error in
            // Lossless pruning is refused before it: this objective has no bound.
            "\(error)".contains("maximize") || error is SchedulerError
        }
        let maximize = try StudyDefinition(
            name: "a", direction: .maximize, budget: 4, sampler: Self.random())
        #expect {
            try store.openStudy(maximize)
        } throws: {
            "\($0)".contains("direction: stored minimize, now maximize")
        }
    }
}
