import Foundation

/// The description of a run at its start: the process, the program and the settings.
public struct RunDescription: Sendable, Hashable, Codable {
    /// The version of settle or of the user's program.
    public var version: String
    /// The numerics version, raised with each change of the arithmetic. Equal versions give equal values on one
    /// machine.
    public var numerics: Int
    /// The commit that the program was built from, if known.
    public var commit: String?
    /// The name of the machine and its processor, for people.
    public var machine: String
    /// The command line, for people; without secrets.
    public var command: String
    /// The number of evaluating threads.
    public var threads: Int
    /// The text of the run's scheduler (``Scheduler/text``). Runs with different schedulers cannot work on a study at
    /// the same time, because one would evaluate the trials that the other prunes.
    public var scheduler: String
    /// The part of the study's trials that the run evaluates; nil for all.
    public var shard: Shard?
    /// The process that works on the run's trials.
    public var worker: Worker
    /// The terms on which a program outside evaluates the run's trials; nil where the run evaluates them itself.
    public var asked: AskedClaim?

    /// A description. All parts except the worker may be left out.
    public init(
        version: String = "", numerics: Int = 1, commit: String? = nil, machine: String = "", command: String = "",
        threads: Int = 1, scheduler: String = "complete", shard: Shard? = nil, worker: Worker, asked: AskedClaim? = nil
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
        self.asked = asked
    }

    /// Who works on the run's trials, for people.
    public var workerText: String {
        asked == nil
            ? "process \(worker.process) on \(worker.host)" : "a program that asked for trials on \(worker.host)"
    }

    /// The JSON keys of stored runs.
    private enum CodingKeys: String, CodingKey {
        case version, numerics, commit, machine, command, threads
        case scheduler = "policy"
        case shard, worker, asked
    }
}

/// A process that works on a study, described so that another process can tell whether it is still alive.
public struct Worker: Sendable, Hashable, Codable {
    /// The name of the host.
    public var host: String
    /// The process ID.
    public var process: Int32
    /// The start time of the process on the host's own clock. It distinguishes the process from a later one with the
    /// same ID.
    public var processStart: String
    /// The host's boot and process namespace, within which the process ID is unique.
    public var scope: String
    /// The job of a cluster's scheduler that the process belongs to; nil where it belongs to none, or where an earlier
    /// version stored the run.
    public var job: ClusterJob?

    /// A process. `Worker.current` is this process.
    public init(host: String, process: Int32, processStart: String, scope: String, job: ClusterJob? = nil) {
        self.host = host
        self.process = process
        self.processStart = processStart
        self.scope = scope
        self.job = job
    }
}

/// A job of a cluster's scheduler, as the scheduler names it to its user.
public struct ClusterJob: Sendable, Hashable, Codable {
    /// The number of the job; for a task of an array, that of the array.
    public var id: String
    /// The task of the array; nil where the job is not an array.
    public var task: String?

    /// A job by the names that the scheduler gave it.
    public init(id: String, task: String? = nil) {
        self.id = id
        self.task = task
    }
}

/// How a run ended.
public enum RunEnding: String, Sendable, Hashable, Codable {
    /// No trial was left to evaluate.
    case finished
    /// The run was asked to stop.
    case interrupted
    /// An error stopped the run.
    case failed
    /// Another run found that the process had died or its lease had expired. If the process is alive after all and
    /// calls the store, the run goes on.
    case abandoned
}

/// A run in a store.
public struct RunRecord: Sendable, Hashable {
    /// The run's ID in its store.
    public let id: RunID
    /// The process, the program and the settings.
    public let description: RunDescription
    /// When the run began.
    public let started: Date
    /// When the run ended; nil while it works, or where it died unnoticed.
    public let ended: Date?
    /// How the run ended; nil until then.
    public let ending: RunEnding?

    /// A run as a store keeps it.
    public init(id: RunID, description: RunDescription, started: Date, ended: Date?, ending: RunEnding?) {
        self.id = id
        self.description = description
        self.started = started
        self.ended = ended
        self.ending = ending
    }
}
