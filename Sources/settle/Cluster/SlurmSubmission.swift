/// How the script of an array is submitted.
struct SlurmSubmission {
    let array: SlurmArray
    /// The path of the script.
    let script: String

    /// The arguments of sbatch for the array.
    func arrayArguments(waits: Bool = false) -> [String] {
        ["--parsable"] + (waits ? ["--wait"] : []) + [script]
    }

    /// The arguments of sbatch for the job that unites the shards.
    ///
    /// It begins when every task has ended, however it ended (`afterany`): what the others have recorded must not wait for
    /// a task that failed or was cancelled, and a merge that lacks trials is completed by a later one.
    ///
    /// - Parameter job: the array's number.
    func mergeArguments(after job: String, waits: Bool = false) -> [String] {
        ["--parsable"] + (waits ? ["--wait"] : []) + [
            "--dependency=afterany:\(job)", "--array=1", "--cpus-per-task=1", "--job-name=\(array.study)-merge", script,
            "merge",
        ]
    }

    /// The commands that submit the script, for people.
    var commands: [String] {
        let folder = "mkdir -p \(ShellWord.quoted(array.folder))"
        let words = { (arguments: [String]) in (["sbatch"] + arguments.map(ShellWord.quoted)).joined(separator: " ") }
        guard array.hasShards else { return [folder, words(arrayArguments())] }
        let merge = words(mergeArguments(after: "JOB")).replacing("JOB", with: "${job%;*}", maxReplacements: 1)
        return [folder, "job=$(\(words(arrayArguments())))", merge]
    }
}
