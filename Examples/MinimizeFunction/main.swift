import HyperparameterSearch
import SearchSamplers
import StudyStorage

// The search: two parameters, and a function of them to minimize (Himmelblau's function, which has four minima of value
// 0).
let space = try SearchSpace([.float("x", in: -5...5), .float("y", in: -5...5)])
let objective = ClosureObjective(.minimize) { parameters in
    let x = try parameters.number("x")
    let y = try parameters.number("y")
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return a * a + b * b
}

// The sampler, here a Gaussian process that learns from the trials before, and the store that records the trials. If
// you run the program again, it continues where it stopped. The store refuses another space or seed under the same name.
let sampler = try space.sampler(.gp(seed: 1))
let store = try SQLiteStore(path: CommandLine.arguments.dropFirst().first ?? "himmelblau.sqlite")
let study = try store.openStudy(
    StudyDefinition(name: "himmelblau", direction: .minimize, budget: 100, sampler: sampler))

let runner = try StudyRunner(
    study: study, store: store, sampler: sampler, objective: objective, threads: try ThreadCount())
let summary = try runner.run(RunDescription(worker: .current), cancellation: Cancellation())

print("\(summary.progress.recorded) trials evaluated, \(summary.progress.finished) in the study")
for trial in try store.best(3, of: study.id) {
    print(trial.number, trial.value ?? .nan, trial.parameters?["x"] ?? "", trial.parameters?["y"] ?? "")
}
