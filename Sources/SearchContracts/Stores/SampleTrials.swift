import Foundation
import HyperparameterSearch

/// Sample studies, runs and trials for tests of stores.
public enum Sample {
    /// The definition of a sample study.
    ///
    /// - Throws: `StudyError` where the name or the budget is invalid.
    public static func definition(
        _ name: String = "study", text: String = "a search", direction: Direction = .minimize, budget: Int = 10
    ) throws -> StudyDefinition {
        try StudyDefinition(name: name, text: text, direction: direction, budget: budget)
    }

    /// A run of a process that a store knows nothing about, so that no store takes it for dead.
    public static let run = RunDescription(
        version: "1.2.3", numerics: 4, commit: "0f1e2d", machine: "a machine, 2 cores", command: "settle run \"x\"",
        threads: 2, scheduler: "prune",
        worker: Worker(
            host: "elsewhere", process: 77, processStart: "9", scope: "moon", job: ClusterJob(id: "5", task: "2"))
    )

    /// The parameters of every trial that `TrialStore.claim(_:for:reopening:)` claims.
    public static let parameters: TrialParameters = ["x": 0.5]

    /// A finished trial that began at second `number` and took half a second.
    public static func trial(
        _ number: Int, _ outcome: Outcome, parameters: TrialParameters = Sample.parameters,
        values: [String: Double] = [:], steps: Int = 1, trace: Data? = nil, finished: Double? = nil,
        artifacts: [String: Data] = [:], parent: TrialReference? = nil
    ) -> FinishedTrial {
        let start = 1_700_000_000 + Double(number)
        return FinishedTrial(
            Candidate(number: number, parameters: parameters, parent: parent),
            Evaluation(outcome, values: values, steps: steps, trace: trace, artifacts: artifacts),
            started: Date(timeIntervalSince1970: start),
            finished: Date(timeIntervalSince1970: finished ?? start + 0.5))
    }

    /// A complete trial with this value.
    public static func complete(_ number: Int, _ value: Double) -> FinishedTrial {
        trial(number, .complete(value: value))
    }
}

extension Trial {
    /// A trial with the sample parameters and without a result: claimed by `run`, or waiting where `run` is nil.
    public init(number: Int, claimedBy run: RunID?) {
        self.init(Candidate(number: number, parameters: Sample.parameters), heldBy: run)
    }
}

extension TrialStore {
    /// Claims up to `count` trials with the sample parameters.
    ///
    /// - Returns: their numbers.
    public func claim(_ count: Int, for run: RunID, reopening: Reopening = .none) throws -> [Int] {
        try claim(ClaimRequest(count, reopening: reopening), for: run) { numbers in
            numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
        }.map(\.number)
    }

    /// Claims up to `count` trials with a sampler's parameters.
    ///
    /// - Returns: their numbers.
    public func claim(_ count: Int, for run: RunID, from sampler: some IndependentSampler) throws -> [Int] {
        try claim(ClaimRequest(count), for: run) { numbers in
            try numbers.map { Candidate(number: $0, parameters: try sampler.parameters(ofTrial: $0)) }
        }.map(\.number)
    }

    /// A new study with a run at work on it.
    func openAndBegin(
        _ name: String = "study", direction: Direction = .minimize, budget: Int = 10
    ) throws -> (study: StudyID, run: RunID) {
        let study = try openStudy(Sample.definition(name, direction: direction, budget: budget)).id
        return (study, try beginRun(Sample.run, of: study))
    }

    /// Claims the next trials, checks that they are those of `trials`, and records them.
    public func claimAndRecord(_ trials: [FinishedTrial], for run: RunID) throws {
        let claimed = try claim(trials.count, for: run)
        try expectEqual(claimed, trials.map(\.candidate.number), "the claimed numbers")
        try record(trials, for: run)
    }
}

extension StudyError {
    static func isBusy(_ error: any Error) -> Bool { if case StudyError.busy = error { true } else { false } }
    static func isRunEnded(_ error: any Error) -> Bool { if case StudyError.runEnded = error { true } else { false } }
    static func isNoStudy(_ error: any Error) -> Bool { if case StudyError.noStudy = error { true } else { false } }
    static func isNoRun(_ error: any Error) -> Bool { if case StudyError.noRun = error { true } else { false } }

    static func isNotClaimed(_ number: Int) -> (any Error) -> Bool {
        { if case StudyError.notClaimed(number) = $0 { true } else { false } }
    }
}
