import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// A check of stored trials against the definition of their study: their parameters, their value, and the result of
/// another evaluation.
public struct StudyInspection: Sendable {
    public let study: StoredStudy
    /// The most trials whose rows are compared. They are spread evenly over all trials.
    private let mostCompared: Int

    /// The numbers of trials that cannot be read, and are left out.
    private let damaged: Set<Int>

    public init(of study: StoredStudy, without damaged: Set<Int> = [], mostCompared: Int = 20_000) {
        self.study = study
        self.damaged = damaged
        self.mostCompared = mostCompared
    }

    // MARK: Rows

    /// Trials that contradict their study's definition.
    public func rowFindings() throws -> [TrialFinding] {
        guard let kind = study.kind else {
            return [
                TrialFinding(
                    kind: .note, trial: nil,
                    what: "its definition is not one that this version evaluates, so its values were not compared",
                    remedy: .otherProgram)
            ]
        }
        return try comparedTrials().flatMap { trial in
            try findings(of: trial, measure: kind.measureName) + traceFindings(of: trial, kind: kind)
        } + proposalFindings()
    }

    /// The most generations of an adaptive sampler that are proposed again.
    private static let mostProposed = 100

    /// The trials whose parameters are not those that an adaptive sampler proposes from the trials before them.
    ///
    /// A failed trial that was evaluated again may have changed what the sampler learned. Then nothing is wrong.
    private func proposalFindings() throws -> [TrialFinding] {
        guard damaged.isEmpty, let replay = study.replay else { return [] }
        let numbers = try replay.differences(mostCompared: Self.mostProposed)
        guard !numbers.isEmpty else { return [] }
        let isRetried = try study.trials().contains { $0.attempt > 1 }
        return numbers.map { number in
            TrialFinding(
                kind: isRetried ? .note : .fault, trial: number,
                what: "has other parameters than its sampler proposes from the trials before it"
                    + (isRetried ? "; failed trials were evaluated again, which may be the cause" : ""),
                remedy: isRetried ? .otherVersion : .restore)
        }
    }

    /// The contradictions between a trial's trace and the study's definition or the trial's values.
    private func traceFindings(of trial: Trial, kind: any StudyKind) throws -> [TrialFinding] {
        guard let trace = try study.trace(of: trial), let fault = kind.fault(in: trace, of: trial) else { return [] }
        return [self.fault(trial, "has a damaged curve: \(fault)")]
    }

    private func findings(of trial: Trial, measure: String) -> [TrialFinding] {
        var findings: [TrialFinding] = []
        if let sampled = study.sampled(trial.number) {
            if trial.parameters != sampled.parameters {
                let text = { (parameters: TrialParameters?) in
                    (parameters?.values ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                        .joined(separator: ", ")
                }
                findings.append(
                    fault(
                        trial,
                        "has other parameters than the study gives it: stored \(text(trial.parameters)); "
                            + "given \(text(sampled.parameters))"))
            }
            if trial.parent != sampled.parent {
                findings.append(
                    fault(
                        trial,
                        "has another parent than the study gives it: stored "
                            + "\(trial.parent?.description ?? "none"), given \(sampled.parent?.description ?? "none")"))
            }
        } else if study.replay == nil, trial.number >= study.declared?.importedCount ?? 0 {
            findings.append(fault(trial, "is beyond the trials that the study's sampler has"))
        }
        if let value = trial.value, trial.values[measure] != value {
            findings.append(
                fault(
                    trial,
                    "has the value \(value.shortestText), and as its \(measure) "
                        + (trial.values[measure]?.shortestText ?? "nothing"), remedy: .replay))
        }
        return findings
    }

    // MARK: Replays

    /// Evaluates `count` complete or failed trials again, spread evenly over all of them.
    ///
    /// - Parameters:
    ///   - evaluator: makes the objective of the study.
    ///   - report: is called with each trial before it is evaluated.
    /// - Returns: the trials whose results differ from the stored ones, and the number of trials that were evaluated.
    /// - Throws: the errors of `evaluator` and of the study's reader.
    public func replay(
        _ count: Int, by evaluator: (DeclaredStudy) throws -> any Objective, report: (Trial) -> Void = { _ in }
    ) throws -> (findings: [TrialFinding], replayed: Int) {
        guard count > 0, let declared = study.declared else { return ([], 0) }
        let trials = try replayedTrials(count)
        guard !trials.isEmpty else { return ([], 0) }
        let objective = try evaluator(declared)
        let findings = try trials.compactMap { trial in
            report(trial)
            let replay = try TrialReplay(of: trial, in: study)
            return comparison(of: trial, replay.differences(by: objective), numerics: replay.numerics)
        }
        return (findings, trials.count)
    }

    private func comparison(
        of trial: Trial, _ differences: [TrialContent.Difference], numerics: Int
    ) -> TrialFinding? {
        let text = differences.map { "\($0.name): stored \($0.stored), now \($0.found)" }.joined(separator: "; ")
        guard numerics == Numerics.version else {
            return TrialFinding(
                kind: .note, trial: trial.number,
                what: "was computed by numerics version \(numerics), and this is \(Numerics.version): "
                    + (differences.isEmpty ? "it came back exactly" : text), remedy: .otherVersion)
        }
        guard !differences.isEmpty else { return nil }
        return fault(trial, "did not come back exactly: \(text)")
    }

    // MARK: Trials

    /// The trials that have ended. If there are more than `mostCompared`, a fixed choice, spread evenly over the
    /// numbers.
    private func comparedTrials() throws -> [Trial] {
        let (store, id) = (study.reader, study.record.id)
        let budget = study.record.definition.budget
        var numbers = Set(0..<budget)
        if try store.counts(of: id).finished > mostCompared {
            numbers = Set((0..<mostCompared).map { (2 * $0 + 1) * budget / (2 * mostCompared) })
        } else if damaged.isEmpty {
            return try store.trials(of: id, matching: TrialQuery(states: [.complete, .pruned, .failed]))
        }
        return try numbers.subtracting(damaged).sorted().compactMap {
            try store.trials(of: id, matching: TrialQuery(states: TrialState.finished, numbers: $0..<$0 + 1)).first
        }
    }

    /// A fixed choice of complete and failed trials, spread evenly over all of them.
    private func replayedTrials(_ count: Int) throws -> [Trial] {
        let (store, id) = (study.reader, study.record.id)
        let states: Set<TrialState> = [.complete, .failed]
        guard damaged.isEmpty else {
            let trials = try comparedTrials().filter { states.contains($0.state) }
            let count = min(count, trials.count)
            return (0..<count).map { trials[(2 * $0 + 1) * trials.count / (2 * count)] }
        }
        let counts = try store.counts(of: id)
        let all = states.reduce(0) { $0 + counts[$1] }
        return try (0..<min(count, all)).flatMap { index in
            let offset = (2 * index + 1) * all / (2 * min(count, all))
            return try store.trials(of: id, matching: TrialQuery(states: states, limit: 1, offset: offset))
        }
    }

    private func fault(_ trial: Trial, _ what: String, remedy: TrialFinding.Remedy = .restore) -> TrialFinding {
        TrialFinding(kind: .fault, trial: trial.number, what: what, remedy: remedy)
    }
}
