import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite struct ImportedFirstTests {
    private func space() throws -> SearchSpace { try SearchSpace([.float("x", in: 0...1)]) }

    @Test func theOtherSamplerFollows() throws {
        let random = RandomSampler(try space(), stream: .keyed(seed: 3))
        let sampler = ImportedFirst(5, then: random)
        #expect(sampler.size == nil && sampler.givenCount == 5 && sampler.points.isEmpty)
        for number in 5..<20 {
            #expect(try sampler.parameters(ofTrial: number) == random.parameters(ofTrial: number - 5))
        }
        #expect(try sampler.definedParameters(ofTrial: 4) == nil)
        #expect(try sampler.definedParameters(ofTrial: 5) == random.parameters(ofTrial: 0))
        for number in [0, 4] {
            #expect(throws: SamplerError.imported(number)) { try sampler.parameters(ofTrial: number) }
        }
        #expect(throws: SamplerError.numberOutOfRange(-1, size: nil)) { try sampler.parameters(ofTrial: -1) }
        #expect(sampler.fingerprint != random.fingerprint)
        #expect(sampler.fingerprint != ImportedFirst(6, then: random).fingerprint)
        #expect(sampler.parent(ofTrial: 2) == nil && sampler.parent(ofTrial: 7) == nil)
        #expect("\(SamplerError.imported(4))".contains("trial 4 was imported"))
    }

    @Test func aGridIsWhole() throws {
        let grid = try GridSampler([GridSampler.Axis(.choice("x", [1, 2, 3]))])
        let sampler = ImportedFirst(4, then: grid)
        #expect(sampler.size == 7)
        #expect(try sampler.parameters(ofTrial: 6) == ["x": 3])
        #expect(throws: SamplerError.numberOutOfRange(7, size: 7)) { try sampler.parameters(ofTrial: 7) }
    }

    /// The search goes on from the imported trials, and learns them.
    @Test func anAdaptiveSamplerLearnsTheImportedTrials() throws {
        let store = InMemoryStore()
        let sampler = ImportedFirst(4, then: MeanSampler(size: 2, lag: 0))
        let definition = try StudyDefinition(name: "s", text: "t", direction: .minimize, budget: 10)
        var run = Sample.run
        run.scheduler = CompleteScheduler().text
        let points = (0..<4).map { TrialParameters(["x": .number(Double($0) / 4), "y": 0.5]) }
        let record = try store.importStudy(ImportedStudy(definition, run: run)) { add in
            for number in 0..<4 {
                let trial = Sample.trial(number, .complete(value: Double(number)), parameters: points[number])
                try add(TrialContent(trial, run: RunID(0)))
            }
        }
        #expect(sampler.identity.contains("after 4 points"))
        let objective = ClosureObjective(.minimize) { try $0.number("x") }
        let runner = try StudyRunner(
            study: record, store: store, sampler: sampler, objective: objective, threads: ThreadCount(1))
        _ = try runner.run(run, cancellation: Cancellation())
        let trials = try store.trials(of: record.id, matching: .all)
        #expect(trials.count == 10 && trials.allSatisfy { $0.state == .complete })
        // The same points give the same trials.
        let other = InMemoryStore()
        let begun = try other.openStudy(definition)
        let first = try other.beginRun(run, of: begun.id)
        _ = try other.claim(ClaimRequest(4), for: first) { $0.map { Candidate(number: $0, parameters: points[$0]) } }
        try other.record(
            (0..<4).map { Sample.trial($0, .complete(value: Double($0)), parameters: points[$0]) }, for: first)
        try other.endRun(first, as: .finished)
        let second = try StudyRunner(
            study: begun, store: other, sampler: PointsFirst(points, then: sampler.base), objective: objective,
            threads: ThreadCount(1))
        _ = try second.run(run, cancellation: Cancellation())
        #expect(try other.trials(of: begun.id, matching: .all).map(\.parameters) == trials.map(\.parameters))
    }

    /// An imported trial whose parameters are lost cannot be claimed.
    @Test func aLostTrialSaysWhatItNeeds() throws {
        let sampler = ImportedFirst(3, then: MeanSampler(size: 2, lag: 0))
        let store = InMemoryStore()
        let record = try store.openStudy(StudyDefinition(name: "s", text: "t", direction: .minimize, budget: 5))
        let runner = try StudyRunner(
            study: record, store: store, sampler: sampler,
            objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: ThreadCount(1))
        #expect(throws: SamplerError.imported(0)) { try runner.run(Sample.run, cancellation: Cancellation()) }
    }

    @Test func moreTrialsThanTheBudgetAreRefused() throws {
        let sampler = ImportedFirst(6, then: MeanSampler(size: 2, lag: 0))
        #expect(throws: SamplerError.pointsBeyondBudget(6, budget: 5)) { try sampler.check(budget: 5) }
    }
}
