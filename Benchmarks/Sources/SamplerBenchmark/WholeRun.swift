import Foundation
import HyperparameterSearch

extension RunRequest {
    /// The wall time of the engine's own run on a problem with networks.
    func answer(on problem: any Problem) throws -> RunAnswer {
        guard let problem = problem as? NetworkProblem else { throw BenchmarkError.unknownProblem(self.problem) }
        let sampler = try Samplers.make(
            sampler, problem, seed: seed, generations: Generations(size: generation, lag: lag))
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "run", direction: .minimize, budget: trials, sampler: sampler))
        let runner = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: problem.objective,
            threads: try ThreadCount(threads))
        let start = processorMilliseconds()
        let duration = try ContinuousClock().measure {
            _ = try runner.run(RunDescription(worker: .current), cancellation: Cancellation())
        }
        let used = (processorMilliseconds() - start) / 1e3
        var best = BestSoFar(counts: counts)
        for trial in try store.trials(of: study.id, matching: TrialQuery()).sorted(by: { $0.number < $1.number }) {
            best.add(trial.value.map { Score($0) })
        }
        return RunAnswer(seconds: duration / .seconds(1), processorSeconds: used, best: best.truths)
    }
}
