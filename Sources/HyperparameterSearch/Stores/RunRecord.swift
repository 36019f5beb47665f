import Foundation

/// What is known of a run when it begins: who works, with which program, how.
public struct RunDescription: Sendable, Hashable, Codable {
    /// settle's version, or the user's program's.
    public var version: String
    /// Counts changes of the arithmetic: equal numerics versions give equal values on one machine.
    public var numerics: Int
    /// The commit that the program was built from, where known.
    public var commit: String?
    public var machine: String
    public var command: String
    public var threads: Int
    /// The run's scheduler, as ``Scheduler/text`` writes it. Runs with different schedulers do not work on a study at the
    /// same time: one would evaluate what the other prunes.
    public var scheduler: String
    /// Which of the study's trials the run evaluates; nil for all.
    public var shard: Shard?
    public var worker: Worker

    public init(
        version: String = "", numerics: Int = 1, commit: String? = nil, machine: String = "", command: String = "",
        threads: Int = 1, scheduler: String = "complete", shard: Shard? = nil, worker: Worker
    ) {
        self.version = version
        self.numerics = numerics
        self.commit = commit
        self.machine = machine
        self.command = command
        self.threads = threads
        self.scheduler = scheduler
        self.shard = shard
        self.worker = worker
    }

    /// The names under which runs are stored.
    private enum CodingKeys: String, CodingKey {
        case version, numerics, commit, machine, command, threads
        case scheduler = "policy"
        case shard, worker
    }
}

/// The process that works on a study, named so that another process can tell whether it still lives.
public struct Worker: Sendable, Hashable, Codable {
    public var host: String
    public var process: Int32
    /// When the process started, on a clock of the host's own; tells a process from a later one of the same number.
    public var processStart: String
    /// What the process number is unique within: the host's boot and the process namespace.
    public var scope: String

    public init(host: String, process: Int32, processStart: String, scope: String) {
        self.host = host
        self.process = process
        self.processStart = processStart
        self.scope = scope
    }
}

/// How a run ended.
public enum RunEnding: String, Sendable, Hashable, Codable {
    /// Nothing was left to do.
    case finished
    /// Someone asked it to stop.
    case interrupted
    /// An error stopped it.
    case failed
    /// Its process died, or said nothing for too long; found out by another run. Where it lives after all, and says so,
    /// the run goes on.
    case abandoned
}

/// A run in a store.
public struct RunRecord: Sendable, Hashable {
    public let id: RunID
    public let description: RunDescription
    public let started: Date
    public let ended: Date?
    public let ending: RunEnding?

    public init(id: RunID, description: RunDescription, started: Date, ended: Date?, ending: RunEnding?) {
        self.id = id
        self.description = description
        self.started = started
        self.ended = ended
        self.ending = ending
    }
}
