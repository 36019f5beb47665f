import Foundation

@testable import HyperparameterSearch

/// A trial of `steps` steps, whose value depends on its parameter, its seed and its number of steps.
struct SeededWalk: RepeatableObjective {
    struct Progress: Sendable {
        let x: Double
        let repetition: Int
        var step = 0
        var sum = 0.0
    }

    var direction: Direction { .minimize }
    var steps = 10
    var milestones: [Int] = [4]
    var arithmeticVersion = 7
    /// The repetition that fails at step 6, if x is above 0.5.
    var failing: Int?
    /// Trials never end by themselves.
    var isEndless = false

    func begin(_ candidate: Candidate) -> Progress { begin(candidate, repetition: 0) }

    func begin(_ candidate: Candidate, repetition: Int) -> Progress {
        Progress(x: (try? candidate.parameters.number("x")) ?? 0, repetition: repetition)
    }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices {
            while batch[index].step < step, !hasFailed(batch[index]) {
                if cancellation.isCancelled { return false }
                batch[index].step += 1
                batch[index].sum += batch[index].x / Double(batch[index].step + batch[index].repetition)
            }
        }
        return true
    }

    private func hasFailed(_ progress: Progress) -> Bool {
        progress.repetition == failing && progress.x > 0.5 && progress.step == 6
    }

    func status(of progress: Progress) -> TrialStatus {
        if hasFailed(progress) { return .ended(Evaluation(.failed(reason: "fell over"), steps: 6)) }
        guard progress.step == steps, !isEndless else { return .running(step: progress.step, bound: 0) }
        return .ended(
            Evaluation(
                .complete(value: progress.sum), values: ["sum": progress.sum, "twice": 2 * progress.sum], steps: steps,
                trace: Data("\(progress.sum)".utf8), artifacts: ["seed": Data([UInt8(progress.repetition)])]))
    }

    func intermediateValue(of progress: Progress) -> Double? { progress.sum }
    func report(of progress: Progress) -> String? { "step \(progress.step)" }

    func checkpoint(of progress: Progress) -> Data? {
        progress.step == 0 ? nil : Data("\(progress.step) \(progress.sum)".utf8)
    }

    func restore(
        _ candidate: Candidate, repetition: Int, from checkpoint: Data
    ) throws(CheckpointProblem) -> Progress {
        let words = String(decoding: checkpoint, as: UTF8.self).split(separator: " ")
        guard words.count == 2, let step = Int(words[0]), let sum = Double(words[1]) else { throw .otherForm }
        var progress = begin(candidate, repetition: repetition)
        (progress.step, progress.sum) = (step, sum)
        return progress
    }

    func mean(ofTraces traces: [Data]) -> Data? {
        let numbers = traces.compactMap { Double(String(decoding: $0, as: UTF8.self)) }
        return Data("\(numbers.reduce(0, +) / Double(numbers.count))".utf8)
    }
}
