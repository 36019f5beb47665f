import ArgumentParser
import Foundation
import StudyReports

/// Writes the script of an array and submits it.
struct ArraySubmission {
    private let array: SlurmArray
    private let submission: SlurmSubmission
    private let storage: StorageOptions
    private let wait: Bool

    /// - Parameters:
    ///   - output: the path of the script; nil for one in the array's folder.
    ///   - wait: whether to wait for the end of the jobs.
    init(_ array: SlurmArray, output: String?, storage: StorageOptions, wait: Bool) {
        (self.array, self.storage, self.wait) = (array, storage, wait)
        submission = SlurmSubmission(array: array, script: output ?? "\(array.folder)/array.sh")
    }

    /// Prints the numbers of the jobs: the array, and the job that unites the shards.
    ///
    /// - Throws: ``UsageError`` or ``OutputError`` if nothing was submitted; `ExitCode` with the status
    ///   of the jobs, or as after Ctrl-C where trials have no result.
    func run() throws {
        if let largest = SlurmCommand.largestTask(), array.workers > largest {
            throw UsageError(
                description: "--workers is \(array.workers), and this cluster allows tasks up to \(largest) "
                    + "(MaxArraySize); give at most \(largest), with more processors each (--cpus)")
        }
        try FileManager.default.createDirectory(atPath: array.folder, withIntermediateDirectories: true)
        try OutputFile(path: submission.script, storage: array.storage.text).write(array.script)
        let tasks = try SlurmCommand("sbatch", submission.arrayArguments(waits: wait))
        let job = try tasks.job()
        try Console.print(job)
        var jobs = [tasks]
        if array.hasShards {
            let merge = try SlurmCommand("sbatch", submission.mergeArguments(after: job, waits: wait))
            do {
                let last = try merge.job()
                try Console.print(last)
            } catch let error as OutputError {
                let words = (["sbatch"] + submission.mergeArguments(after: job).map(ShellWord.quoted))
                throw OutputError(
                    description: "\(error). The array is job \(job); unite its shares later with: "
                        + words.joined(separator: " "))
            }
            jobs.append(merge)
        }
        Console.error(
            "Submitted \(array.study) on \(NumberText.count(array.workers, "worker")). Logs: \(array.folder)/\(job)_*.log. "
                + "Who is at work: squeue --job=\(job)"
                + (array.hasShards ? "" : ", settle workers \(array.study)\(storage.argument)"))
        guard wait else { return }
        let status = jobs.map { $0.finish() }.reduce(0) { $0 == 0 ? $1 : $0 }
        // Where jobs failed, there may be no storage, and their status says more.
        let missing = Result { try tellMissing() }
        if status != 0 { throw ExitCode(status) }
        if try missing.get() > 0 { throw ExitCode(ExitStatus.interrupted) }
    }

    /// Says how many trials have no result after the jobs have ended.
    ///
    /// - Returns: their number.
    private func tellMissing() throws -> Int {
        let reader = try storage.open(.reading)
        let record = try storage.record(named: array.study, in: reader)
        // A study that was stored before may have fewer trials than its file now asks for.
        let missing = max(0, array.trials - (try reader.counts(of: record.id).finished))
        let trials = NumberText.count(array.trials, "trial")
        Console.error(
            missing == 0
                ? "\(array.study) has all of its \(trials)."
                : "\(NumberText.grouped(missing)) of \(trials) of \(array.study) have no result. See why in "
                    + "\(array.folder); evaluate them with: \(ShellWord.thisCommand)")
        return missing
    }
}
