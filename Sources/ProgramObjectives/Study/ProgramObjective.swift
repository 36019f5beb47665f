import Checksums
import Foundation
import HyperparameterSearch
import StudyFiles

/// Starts a program for each trial, and takes the values that it prints. A step is a step that the program reports.
///
/// The programs of several trials run at the same time, one for each evaluating thread. A trial that is suspended has
/// its program ended; the program is started again from its checkpoint folder. A value at a step is the last one that
/// the program has reported at or before that step, so it does not depend on when the program was ended.
///
/// All calls block, and must not come from Swift's cooperative threads: tasks on these start the programs and wait for
/// them. ``StudyRunner`` calls from threads of its own where its ``ThreadCount`` is one of waiting threads.
public struct ProgramObjective: Objective {
    public typealias Progress = ProgramTrial

    public let settings: ProgramSettings
    private let launcher: ProgramLauncher

    public var direction: Direction { settings.direction }
    /// 1 where the settings do not state the steps.
    public var steps: Int { settings.steps ?? 1 }
    public var hasIntermediateValues: Bool { settings.steps != nil }

    /// - Parameter folders: where trials keep what they need to go on; nil for folders that end with the objective.
    /// - Throws: ``ProgramError`` if the program cannot be started on this machine.
    public init(_ settings: ProgramSettings, folders: CheckpointFolders? = nil) throws {
        self.settings = settings
        launcher = try ProgramLauncher(settings, folders: folders)
    }

    public func begin(_ candidate: Candidate) -> ProgramTrial { ProgramTrial(candidate, launcher) }

    public func restore(
        _ candidate: Candidate, from checkpoint: Data
    ) throws(CheckpointProblem) -> ProgramTrial {
        let checkpoint = try ProgramCheckpoint(checkpoint)
        guard checkpoint.seed == launcher.seed(ofTrial: candidate.number) else { throw .otherTrial }
        let trial = ProgramTrial(candidate, launcher)
        trial.restore(checkpoint)
        return trial
    }

    public func advance(_ batch: inout [ProgramTrial], to step: Int, cancellation: Cancellation) -> Bool {
        advance(&batch, to: step, cancellation: cancellation, news: TrialNews())
    }

    public func advance(
        _ batch: inout [ProgramTrial], to step: Int, cancellation: Cancellation, news: TrialNews
    ) -> Bool {
        let behind = batch.indices.filter { batch[$0].isBefore(step) }
        for index in behind {
            let isThere = batch[index].advance(to: step, of: steps, cancellation) { values in
                news.reported(index, values)
                news.reached(Double(min(values.last?.step ?? 0, steps)))
            }
            guard isThere else { return false }
        }
        return true
    }

    public func status(of progress: ProgramTrial) -> TrialStatus { progress.status }
    public func intermediateValue(of progress: ProgramTrial) -> Double? { progress.intermediateValue }
    public func report(of progress: ProgramTrial) -> String? { progress.report(settings.measureName) }

    public func suspend(_ progress: inout ProgramTrial) { progress.suspend() }
    public func checkpoint(of progress: ProgramTrial) -> Data? { progress.checkpoint?.data }
    public func discard(_ candidate: Candidate) { launcher.discard(candidate.number) }
}
