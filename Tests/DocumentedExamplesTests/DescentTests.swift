import HyperparameterSearch
import Testing

/// The objective of docs/writing-an-objective.md.
@Suite("The documented objective")
struct DescentTests {
    /// The page's search, word for word.
    private func search() throws -> (RunSummary, [Trial]) {
        let space = try SearchSpace([
            .float("rate", in: 1e-4...0.1, scale: .log),
            .float("momentum", in: 0...0.99),
        ])
        let sampler = RandomSampler(space, stream: .keyed(seed: 1))
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "descent", direction: .minimize, budget: 27, sampler: sampler))
        let runner = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: Descent(), threads: try ThreadCount(),
            scheduler: .successiveHalving(cohort: 9, first: 25))
        let summary = try runner.run(RunDescription(worker: .current), cancellation: Cancellation())
        return (summary, try store.trials(of: study.id, matching: .all))
    }

    @Test("is searched with successive halving: one trial of each nine comes to its end")
    func search27() throws {
        let (summary, trials) = try search()
        #expect(summary.ending == .finished)
        #expect(trials.count { $0.state == .complete } == 3)
        for trial in trials where trial.state != .complete {
            #expect(trial.state == .pruned || trial.reason?.contains("diverged") == true, "\(trial)")
        }
        #expect(trials.contains { $0.state == .pruned })
        for trial in trials where trial.state == .complete {
            let (x, y) = try (#require(trial.values["x"]), #require(trial.values["y"]))
            #expect(trial.value == (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x))
            #expect(trial.steps == 200)
        }
        // A second search, on threads that take turns in another way, is the same.
        #expect(try search().1.map(\.value) == trials.map(\.value))
    }

    @Test("goes on from a checkpoint to the same result, to the bit")
    func checkpoint() throws {
        let objective = Descent()
        let candidate = Candidate(number: 0, parameters: ["rate": 0.003, "momentum": 0.9])
        let straight = objective.evaluation(of: candidate)
        for step in objective.milestones {
            var batch = [objective.begin(candidate)]
            #expect(objective.advance(&batch, to: step, cancellation: Cancellation()))
            let saved = try #require(objective.checkpoint(of: batch[0]))
            batch = [try objective.restore(candidate, from: saved)]
            #expect(objective.advance(&batch, to: objective.steps, cancellation: Cancellation()))
            guard case .ended(let evaluation) = objective.status(of: batch[0]) else {
                Issue.record("the trial did not end")
                continue
            }
            #expect(evaluation == straight)
        }
        #expect(straight.outcome.value != nil)
    }

    @Test("fails with a reason: a parameter that is missing, a descent that diverges")
    func failures() {
        let objective = Descent()
        let missing = objective.evaluation(of: Candidate(number: 0, parameters: ["rate": 0.01]))
        #expect(missing.outcome.reason?.contains("'momentum'") == true)
        let steep = objective.evaluation(of: Candidate(number: 1, parameters: ["rate": 100, "momentum": 0.9]))
        #expect(steep.outcome.reason?.contains("diverged") == true)
    }
}
