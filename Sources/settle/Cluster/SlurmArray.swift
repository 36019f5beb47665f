/// A job array of Slurm in which each task is a worker on one study, and its script.
///
/// The tasks share a server's store. With SQLite, whose files are for one machine, each task evaluates a shard of the
/// study into a file of its own, and a job that depends on the array unites the files: the same script, with the argument
/// `merge`.
struct SlurmArray: Equatable {
    let study: String
    /// The absolute path of the study file.
    let file: String
    /// The number of trials of the study.
    let trials: Int
    /// The number of tasks, numbered from 1.
    let workers: Int
    /// The processors of a task, and the threads of its worker.
    var processors = 1
    var time: SlurmTime?
    /// The memory of a task, such as `4G`.
    var memory: String?
    var partition: String?
    /// Further options of sbatch, such as `--account=x`.
    var directives: [String] = []
    /// Shell lines that each task runs before the worker.
    var preparation: [String] = []
    let storage: ClusterStorage
    /// The absolute path of the folder of the logs and the shards' files.
    let folder: String
    /// The absolute path of the folder in which the tasks run.
    let workingFolder: String
    /// The absolute path of the program.
    let program: String
    /// The option of `settle run` for the number of trials at the same time.
    var threadsOption = "--threads"
    /// Further arguments of `settle run`.
    var runArguments: [String] = []

    /// The seconds before the time limit at which a task is told to stop.
    static let notice = 120
    /// Slurm's own limit on the size of an array. Clusters may have a lower one, `MaxArraySize`.
    static let largestWorkers = 4_000_000
    /// The largest array of a cluster that does not say otherwise.
    static let usualWorkers = 1000

    /// Whether each task evaluates a shard into a file of its own.
    var hasShards: Bool { storage.isFile && workers > 1 }

    // MARK: The script

    /// The text of the script, with a line end at its end.
    var script: String {
        let parts =
            [header, settings] + (hasShards ? [merge] : []) + [Self.trap] + (preparation.isEmpty ? [] : [commands])
        return (parts + [worker, Self.ending]).joined(separator: "\n\n") + "\n"
    }

    private var header: String {
        var options = [
            "--job-name=\(study)", "--array=1-\(workers)", "--ntasks=1", "--cpus-per-task=\(processors)",
        ]
        if let time { options.append("--time=\(time)") }
        if let memory { options.append("--mem=\(memory)") }
        if let partition { options.append("--partition=\(partition)") }
        options += directives
        options += [
            "--chdir=\(Self.directiveValue(workingFolder))",
            // Slurm replaces what begins with a percent sign.
            "--output=\(Self.directiveValue(folder.replacing("%", with: "%%") + "/%A_%a.log"))",
            "--open-mode=append", "--requeue", "--signal=B:TERM@\(Self.notice)",
        ]
        let title = "# Study \(study) on \(workers) worker\(workers == 1 ? "" : "s"): made by 'settle slurm'."
        return (["#!/bin/bash", title] + options.map { "#SBATCH \($0)" }).joined(separator: "\n")
    }

    /// Whether a path can stand in a directive: sbatch reads quotes and backslashes there, and directives are lines.
    static func isUsable(path: String) -> Bool {
        !path.unicodeScalars.contains { $0.value < 32 || $0.value == 127 || $0 == "\"" || $0 == "\\" }
    }

    /// The value of a directive, in quotes if sbatch needs them.
    private static func directiveValue(_ text: String) -> String {
        ShellWord.quoted(text) == text ? text : "\"\(text)\""
    }

    private var settings: String {
        var names = [("settle", program), ("study", file), ("storage", storage.text)]
        if hasShards { names.append(("shards", folder)) }
        return names.map { "\($0.0)=\(ShellWord.quoted($0.1))" }.joined(separator: "\n")
    }

    private var merge: String {
        """
        # With the argument 'merge', the script adds what the shards have recorded to the storage.
        if [ "${1-}" = merge ]; then
            cd "$shards" || exit
            files=()
            for shard in $(seq 1 \(workers)); do
                if [ -e "$shard-of-\(workers).sqlite" ]; then files+=("$shard-of-\(workers).sqlite"); fi
            done
            exec "$settle" merge --update -o "$storage" "${files[@]}"
        fi
        """
    }

    private static let trap = """
        # Slurm sends SIGTERM to this shell, which passes it on. The worker then stops at its next safe point and ends with
        # status 130.
        signals=0
        worker=
        trap 'signals=$((signals + 1)); if [ -n "$worker" ]; then kill -TERM "$worker" 2>/dev/null; fi' TERM
        """

    private var commands: String { preparation.joined(separator: "\n") }

    /// Starts the worker and waits for it.
    private var worker: String {
        var words = ["\"$settle\" run \"$study\" \(threadsOption) \"$SLURM_CPUS_PER_TASK\""]
        if hasShards {
            words.append("--storage \"$shards/$SLURM_ARRAY_TASK_ID-of-\(workers).sqlite\"")
            words.append("--shard \"$SLURM_ARRAY_TASK_ID/\(workers)\"")
        } else {
            words.append("--storage \"$storage\"")
        }
        let command = (words + runArguments.map(ShellWord.quoted)).joined(separator: " ")
        return """
            \(command) &
            worker=$!
            if [ "$signals" -gt 0 ]; then kill -TERM "$worker" 2>/dev/null; fi
            # A signal ends 'wait' before the worker has ended.
            while :; do
                before=$signals
                wait "$worker"
                status=$?
                if [ "$signals" -eq "$before" ]; then break; fi
            done
            """
    }

    private static let ending = """
        # Before its time limit a task that was stopped goes back to the queue, and later on from what is recorded. Slurm
        # still calls it running then. It does not where the task was cancelled, or where Slurm requeues it itself.
        task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
        if [ "$signals" -gt 0 ] && { [ "$status" -eq 130 ] || [ "$status" -eq 143 ]; } &&
            [ "$(squeue --noheader --jobs="$task" --format=%T)" = RUNNING ]; then
            echo "Task $task goes back to the queue." >&2
            scontrol requeue "$task"
        fi
        exit "$status"
        """
}
