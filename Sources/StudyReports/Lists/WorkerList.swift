import Foundation
import HyperparameterSearch

/// The processes that work on a study or have worked on it, one for each run.
public struct WorkerList: Sendable {
    public enum State: String, Encodable, Sendable {
        case working
        /// The process has died, or shows no sign of life. Other processes may take its trials.
        case dead
        case finished, interrupted, failed, abandoned

        init(_ ending: RunEnding) {
            self =
                switch ending {
                case .finished: .finished
                case .interrupted: .interrupted
                case .failed: .failed
                case .abandoned: .abandoned
                }
        }
    }

    /// The JSON of a worker.
    public struct Worker: Encodable, Sendable {
        let run: Int64
        let host: String
        let process: Int32
        /// The job of the cluster's scheduler, and the task of an array.
        let job: String?
        let task: String?
        let state: State
        let since: Date
        let ended: Date?
        /// The time until which other processes leave the worker's trials alone.
        let leaseEnd: Date?
        let threads: Int
        let share: String?
        /// Whether a program outside asked for the trials.
        let asked: Bool
        let claimed: Int
        let recorded: Int

        fileprivate init(_ record: RunRecord, atWork: RunAtWork?, recorded: Int) {
            let made = record.description
            (run, host, process) = (record.id.rawValue, made.worker.host, made.worker.process)
            (job, task) = (made.worker.job?.id, made.worker.job?.task)
            state = record.ending.map(State.init) ?? (atWork?.isDead == true ? .dead : .working)
            (since, ended, leaseEnd) = (record.started, record.ended, atWork?.leaseEnd)
            (threads, share, asked) = (made.threads, made.shard?.description, made.asked != nil)
            (claimed, self.recorded) = (atWork?.claimed ?? 0, recorded)
        }
    }

    public let workers: [Worker]

    /// - Parameter ended: whether the runs that have ended are listed too.
    /// - Throws: the errors of the reader.
    public init(of study: StudyID, in reader: any StudyReader, withEnded ended: Bool = false) throws {
        let atWork = try reader.runsAtWork(on: study)
        let recorded = try reader.recordedTrials(of: study)
        self.init(atWork, among: ended ? try reader.runs(of: study) : atWork.map(\.record), recorded: recorded)
    }

    /// - Parameter records: the runs that are listed.
    package init(_ atWork: [RunAtWork], among records: [RunRecord], recorded: [RunID: Int]) {
        let byID = Dictionary(atWork.map { ($0.record.id, $0) }) { first, _ in first }
        workers = records.map { Worker($0, atWork: byID[$0.id], recorded: recorded[$0.id] ?? 0) }
    }

    /// The table for people and, as CSV, for programs.
    public var table: TextTable {
        var table = TextTable(columns: [
            .number("run"), .word("host").narrowed(.cutInside(to: 12)), .number("process").ranked(3),
            .word("job").ranked(1), .word("task").ranked(1), .word("state"), .number("claimed"), .number("recorded"),
            .word("since").ranked(2), .word("ended").ranked(4), .word("lease until").ranked(5),
            .number("threads").ranked(6), .word("share").ranked(4), .word("asked").ranked(7),
        ])
        table.rows = workers.map { worker in
            let times = [worker.since, worker.ended, worker.leaseEnd].map { $0?.formatted(.iso8601) ?? "" }
            return ["\(worker.run)", worker.host, "\(worker.process)", worker.job ?? "", worker.task ?? ""]
                + [worker.state.rawValue, "\(worker.claimed)", "\(worker.recorded)"] + times
                + ["\(worker.threads)", worker.share ?? "", worker.asked ? "yes" : ""]
        }
        return table
    }
}
