import Foundation
import HyperparameterSearch

/// The content of a study's trials without times, runs and logs: equal for equal searches.
public struct StoredContent: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let number: Int
        let state: TrialState
        let parameters: TrialParameters?
        let parent: TrialReference?
        let value: UInt64?
        let bound: UInt64?
        let reason: String?
        let values: [String: UInt64]
        let steps: Int?
        let trace: Data?
        let artifacts: [String: Data?]
        let intermediateValues: [IntermediateValue]
    }

    let entries: [Entry]

    /// Reads all trials of a study.
    ///
    /// - Throws: what the store throws.
    public init(of study: StudyID, in store: any TrialStore) throws {
        entries = try store.trials(of: study, matching: .all).map { trial in
            let artifacts = try store.artifactNames(ofTrial: trial.number, of: study).filter {
                TrialLog(rawValue: $0) == nil
            }.map {
                ($0, try store.artifact(named: $0, ofTrial: trial.number, of: study))
            }
            return Entry(
                number: trial.number, state: trial.state, parameters: trial.parameters, parent: trial.parent,
                value: trial.value?.bitPattern, bound: trial.bound?.bitPattern, reason: trial.reason,
                values: trial.values.mapValues(\.bitPattern), steps: trial.steps,
                trace: try store.trace(ofTrial: trial.number, of: study),
                artifacts: Dictionary(uniqueKeysWithValues: artifacts),
                intermediateValues: try store.intermediateValues(ofTrial: trial.number, of: study))
        }
    }
}
