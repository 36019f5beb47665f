import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// The content of one file of a search whose results are all known. A trial's value depends on its number, and a pruned
/// trial's bound also on the step at which it was pruned.
struct SampleFile {
    static let name = "search"
    static let steps = 100

    var direction: Direction
    var budget: Int
    /// The number after the last one that was given out.
    var next: Int
    /// The finished trials, by number: the step at which the trial was pruned, or nil where it was not pruned.
    var ended: [Int: Int?]
    /// The steps of the checkpoints, by trial number.
    var checkpoints: [Int: Int]

    static func result(_ number: Int, prunedAt step: Int?, _ direction: Direction) -> FinishedTrial {
        let sign = direction == .minimize ? 1.0 : -1.0
        let value = Double((number * 7919) % 101) + 1
        guard let step else {
            if number % 11 == 3 { return Sample.trial(number, .failed(reason: "no value of \(number)"), steps: 7) }
            return Sample.trial(
                number, .complete(value: sign * value), parameters: ["x": .number(Double(number))],
                values: ["half": value / 2], steps: steps, trace: Data([UInt8(number % 256)]),
                artifacts: number % 5 == 0 ? ["weights": Data([1, UInt8(number % 256)])] : [:])
        }
        let parameters: TrialParameters = number % 11 == 3 ? ["x": 0.5] : ["x": .number(Double(number))]
        return Sample.trial(
            number, .pruned(bound: sign * value * Double(step) / Double(steps)), parameters: parameters, steps: step)
    }

    init(direction: Direction, using random: inout SeededNumbers) {
        self.direction = direction
        budget = Int.random(in: 1...60, using: &random)
        next = Int.random(in: 0...budget, using: &random)
        (ended, checkpoints) = ([:], [:])
        for number in 0..<next {
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: ended[number] = .some(nil)
            case 2: ended[number] = .some(Int.random(in: 1..<Self.steps, using: &random))
            case 3: checkpoints[number] = Int.random(in: 1..<Self.steps, using: &random)
            default: break
            }
        }
    }

    private init(_ files: [SampleFile]) {
        direction = files[0].direction
        budget = files.map(\.budget).max() ?? 1
        next = files.map(\.next).max() ?? 0
        // A trial that was not pruned counts as having the largest step.
        let furthest = files.map { $0.ended.mapValues { $0 ?? .max } }.reduce(into: [:]) {
            $0.merge($1, uniquingKeysWith: max)
        }
        ended = furthest.mapValues { $0 == .max ? nil : $0 }
        checkpoints = files.reduce(into: [:]) { $0.merge($1.checkpoints, uniquingKeysWith: max) }
            // A pruned trial can be evaluated again, and goes on from its checkpoint.
            .filter { furthest[$0.key] != .max }
    }

    /// The content of the merged file.
    static func union(_ files: [SampleFile]) -> SampleFile { SampleFile(files) }

    /// - Parameter isAtWork: whether the run that made the trials is left without an end.
    func write(to path: String, isAtWork: Bool) throws {
        let store = try SQLiteStore(path: path)
        let study = try store.openStudy(Sample.definition(Self.name, direction: direction, budget: budget)).id
        var description = Sample.run
        description.machine = path
        let run = try store.beginRun(description, of: study)
        _ = try store.claim(next, for: run)
        try store.record(
            ended.sorted { $0.key > $1.key }.map { Self.result($0.key, prunedAt: $0.value, direction) }, for: run)
        for (number, step) in checkpoints { try store.saveCheckpoint(Self.checkpoint(number, step), for: run) }
        if !isAtWork { try store.endRun(run, as: .interrupted) }
        try store.close()
    }

    /// Checks that a store has exactly this content and no other study.
    func check(_ store: SQLiteStore) throws {
        let study = try #require(try store.studies().first)
        let budget = budget
        #expect(
            try store.studies().map(\.definition) == [
                Sample.definition(Self.name, direction: direction, budget: budget)
            ])
        let trials = try store.trials(of: study.id, matching: .all)
        #expect(trials.map(\.number) == Array(0..<next))
        for trial in trials {
            guard let step = ended[trial.number] else {
                #expect(trial == Trial(number: trial.number, claimedBy: nil))
                let kept = try store.checkpoint(ofTrial: trial.number, of: study.id)
                #expect(kept == checkpoints[trial.number].map { Self.checkpoint(trial.number, $0) })
                continue
            }
            let wanted = Self.result(trial.number, prunedAt: step, direction)
            #expect(try trial == Trial(wanted, run: #require(trial.run)))
            #expect(try store.trace(ofTrial: trial.number, of: study.id) == wanted.evaluation.trace)
            let names = try store.artifactNames(ofTrial: trial.number, of: study.id)
            #expect(names == wanted.evaluation.artifacts.keys.sorted())
            let kept = try store.checkpoint(ofTrial: trial.number, of: study.id)
            #expect(kept == (step == nil ? nil : checkpoints[trial.number].map { Self.checkpoint(trial.number, $0) }))
        }
        #expect(try store.runs(of: study.id).allSatisfy { $0.ending == .interrupted || $0.ending == .abandoned })
        #expect(try store.findings() + store.findings(of: study) == [])
    }

    private static func checkpoint(_ number: Int, _ step: Int) -> TrialCheckpoint {
        TrialCheckpoint(number: number, step: step, data: Data("\(number) at \(step)".utf8))
    }
}

/// A random generator with the same numbers for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
