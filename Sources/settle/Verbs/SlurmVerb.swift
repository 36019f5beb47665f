import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports

struct SlurmVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "slurm",
        abstract: "Write or submit a job array of Slurm that evaluates a study file.",
        discussion: """
            Each task of the array is a worker with as many threads as the task has processors. \(SlurmArray.notice) \
            seconds before its time limit a task stops, goes back to the queue, and later on from what is recorded. \
            On a PostgreSQL server the tasks share the store. With an SQLite file each evaluates a share into a file of \
            its own, and a job that follows the array adds the shares to the file. Submitted again, the tasks \
            evaluate what is missing. 'settle workers' says who is at work.

              settle slurm quick.yaml --workers 100 --time 4:00:00 -o quick.sh
              settle slurm quick.yaml --workers 8 --cpus 4 --memory 4G --partition short --submit
              settle slurm quick.yaml --workers 8 --storage postgresql://me@server/studies --submit --wait
            """)

    @Argument(help: "The study file (YAML).")
    var file: String

    @Option(
        help: ArgumentHelp("The number of tasks, each of which is a worker.", valueName: "count"),
        transform: OptionValue.whole(to: SlurmArray.largestWorkers))
    var workers: Int

    @Option(
        help: "The time limit of a task, as Slurm writes it (default: the partition's).",
        transform: OptionValue.slurmTime)
    var time: SlurmTime?

    @Option(help: "The memory of a task, such as 4G (default: the partition's).", transform: OptionValue.slurmMemory)
    var memory: String?

    @Option(
        help: ArgumentHelp("The processors of a task.", valueName: "count"), transform: OptionValue.whole(to: 10_000))
    var cpus = 1

    @Option(help: "The partition (default: the cluster's).", transform: OptionValue.slurmPartition)
    var partition: String?

    @Option(
        help: ArgumentHelp(
            "A further line of options for sbatch, such as '#SBATCH --account=physics'; may be given several times.",
            valueName: "option"), transform: OptionValue.slurmDirective)
    var line: [String] = []

    @Option(
        help: ArgumentHelp(
            "A line that the shell of each task runs first, such as 'module load swift'; may be given several times.",
            valueName: "line"), transform: OptionValue.shellLine)
    var before: [String] = []

    @Option(
        help: ArgumentHelp(
            "The folder of the logs, and of the shares' files (default: beside the storage; for a server, slurm/NAME).",
            valueName: "folder"))
    var folder: String?

    @Option(
        help: ArgumentHelp("Find only this many best trials, as 'settle run' does.", valueName: "count"),
        transform: OptionValue.whole(else: "leave it out"))
    var keep: Int?

    @Flag(help: "Go on even where the first \(RunOptions.firstTrialCount) trials all fail.")
    var keepGoing = false

    @Option(name: .shortAndLong, help: "The file to write the script to (default: -, standard output).")
    var output: String?

    @Flag(help: "Submit the script with sbatch, and print the numbers of the jobs.")
    var submit = false

    @Flag(help: "With --submit: wait for the end of the jobs, and end with their status.")
    var wait = false

    @OptionGroup var digits: DigitOptions
    @OptionGroup var storage: StorageOptions

    func validate() throws {
        guard submit || !wait else { throw ValidationError("--wait belongs to --submit; leave it out, or give both.") }
        guard !submit || output != "-" else {
            throw ValidationError("--submit submits a file; leave -o out, or name a file with it.")
        }
    }

    func run() throws {
        let array = try array()
        if submit { return try ArraySubmission(array, output: output, storage: storage, wait: wait).run() }
        let file = OutputFile(path: output ?? "-", storage: array.storage.text)
        try file.write(array.script)
        if array.workers > SlurmArray.usualWorkers {
            Console.error(
                "Many clusters allow tasks up to \(SlurmArray.usualWorkers). The limit of yours is one below what this says: "
                    + "scontrol show config | grep MaxArraySize")
        }
        Console.error(file.isStandardOutput ? "Written to a file, array.sh, it is submitted with:" : "Submit it with:")
        let script = output.map { $0 == "-" ? "array.sh" : $0 } ?? "array.sh"
        for command in SlurmSubmission(array: array, script: script).commands { Console.error("  \(command)") }
    }

    /// The array, if the study file can be evaluated by one.
    ///
    /// - Throws: the errors of the study file, ``UsageError``.
    private func array() throws -> SlurmArray {
        let study = try StudyFile.read(path: file, kinds: .ofTheCommand)
        try study.requireEvaluation(ShellWord.quoted(file), storage: storage)
        let definition = try study.definition()
        let arguments =
            (keep.map { ["--keep", "\($0)"] } ?? []) + (keepGoing ? ["--keep-going"] : [])
            + (digits.data.map { ["--data", $0] } ?? [])
        let scheduler = try RunOptions.parse(arguments).scheduler(of: study)
        guard workers <= definition.budget else {
            throw UsageError(
                description: "--workers is \(workers), and study '\(study.name)' has "
                    + "\(NumberText.count(definition.budget, "trial")); give at most as many")
        }
        let clusterStorage = try ClusterStorage(storage.path)
        if clusterStorage.isFile, workers > 1 { try requireShards(of: study, scheduler) }
        let workingFolder = FileManager.default.currentDirectoryPath
        let folder = self.folder.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        let array = SlurmArray(
            study: study.name, file: URL(fileURLWithPath: file).standardizedFileURL.path,
            trials: definition.budget, workers: workers,
            processors: cpus, time: time, memory: memory, partition: partition, directives: line, preparation: before,
            storage: clusterStorage, folder: folder ?? clusterStorage.folder(of: study.name, in: workingFolder),
            workingFolder: workingFolder, program: ProcessArguments.programPath,
            threadsOption: study.kind.waitsForPrograms ? "--workers" : "--threads", runArguments: arguments)
        if case .file = clusterStorage { _ = try storage.requirePath() }
        for path in [array.folder, array.workingFolder] where !SlurmArray.isUsable(path: path) {
            throw UsageError(
                description: "the folder '\(path)' has a quote, a backslash or a control character in its name, which "
                    + "Slurm's scripts cannot have; work in another folder, or name another with --folder")
        }
        return array
    }

    /// - Throws: ``UsageError`` if the trials of a study cannot be divided into shards.
    private func requireShards(of study: DeclaredStudy, _ scheduler: (any Scheduler)?) throws {
        let remedy = "give --storage postgresql://user@host/database, or --workers 1"
        if try study.sampler() is any AdaptiveSampler {
            throw UsageError(
                description: "the sampler of study '\(study.name)' learns from all trials, which the tasks of an array "
                    + "do not have in SQLite files of their own; \(remedy)")
        }
        if let scheduler, scheduler is any CohortScheduler {
            throw UsageError(
                description: "the scheduler of study '\(study.name)' (\(scheduler.text)) compares trials with each "
                    + "other, which the tasks of an array do not have in SQLite files of their own; \(remedy)")
        }
        guard workers <= Shard.largestCount else {
            throw UsageError(
                description:
                    "--workers is \(workers), and an SQLite file has at most \(Shard.largestCount) shares; give "
                    + "fewer, or --storage postgresql://user@host/database")
        }
    }
}
