import Foundation
import Testing

@Suite("settle slurm")
struct SlurmVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    /// Runs the verb where `sbatch` is a script of this test. It has the arguments of each call in the file `calls`.
    private func submit(_ arguments: String..., sbatch: String) throws -> CommandRun {
        let commands = [
            ("sbatch", "echo \"$@\" >> calls\n\(sbatch)"), ("scontrol", "echo 'MaxArraySize            = 5'"),
        ]
        for (name, text) in commands {
            try scratch.write("#!/bin/bash\n\(text)\n", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path(name))
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return try scratch.start(
            ["slurm", "tiny.yaml", "--submit"] + arguments, environment: ["PATH": "\(scratch.folder.path):\(path)"]
        ).finish()
    }

    private var calls: [String] {
        ((try? scratch.contents("calls")).map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: "\n")
            .map(String.init)
    }

    @Test("prints the script on standard output, and how to submit it on standard error")
    func printed() throws {
        let run = try scratch.settle(
            "slurm", "tiny.yaml", "--workers", "1", "--line", "#SBATCH --account=x", "--keep", "3")
        #expect(run.status == 0)
        #expect(run.lines[0] == "#!/bin/bash")
        #expect(run.lines.contains("#SBATCH --account=x"))
        #expect(run.output.contains(" --storage \"$storage\" --keep 3 &"))
        #expect(run.errorLines.last == "  sbatch --parsable array.sh")
        // Nothing but the script has been made.
        #expect(try scratch.files == ["tiny.yaml"])
    }

    @Test(
        "refuses what Slurm or the study cannot have, and says what to do",
        arguments: [
            (["--workers", "0"], "--workers '0' is not a whole number from 1 to 4000000; give one"),
            (["--workers", "13"], "--workers is 13, and study 'tiny' has 12 trials; give at most as many"),
            (["--workers", "2", "--time", "4h"], "--time '4h' is not a time limit of Slurm; write minutes"),
            (["--workers", "2", "--time", "4:00"], "--time '4:00' is 4 min 0 s to Slurm"),
            (
                ["--workers", "2", "--memory", "4"],
                "--memory '4' is not an amount of memory; write a whole number and K"
            ),
            (["--workers", "2", "--cpus", "0"], "--cpus '0' is not a whole number from 1 to 10000; give one"),
            (["--workers", "2", "--partition", "a b"], "--partition 'a b' is not the name of a partition"),
            (["--workers", "2", "--line", "account=x"], "--line 'account=x' is not an option of sbatch on one line"),
            (
                ["--workers", "2", "--line", "#SBATCH --array=1-9"],
                "--line '#SBATCH --array=1-9' is an option that the script has already; give --workers"
            ),
            (["--workers", "2", "--line=-t5"], "--line '-t5' is an option that the script has already; give --time"),
            (
                ["--workers", "2", "--before", "a\nb"],
                "is not one line of a shell script; give one option for each line"
            ),
            (["--workers", "2", "--wait"], "--wait belongs to --submit; leave it out, or give both"),
            (["--workers", "2", "--folder", "a\"b"], "has a quote, a backslash or a control character in its name"),
            (["--workers", "2", "--storage", "postgresql://a:b@c/d"], "the URL of --storage has a password"),
            (["--workers", "2", "--storage", "mysql://c/d"], "'mysql://c/d' cannot be a storage file"),
        ])
    func refused(arguments: [String], message: String) throws {
        let run = try scratch.start(["slurm", "tiny.yaml"] + arguments).finish()
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.replacing("\\u000a", with: "\n").contains(message), "\(run.errors)")
    }

    @Test("refuses a study file with an error, and one that is not there")
    func badFiles() throws {
        try scratch.write(StudyFiles.random().replacing("trials: 12", with: "trials: many"), to: "bad.yaml")
        #expect(try scratch.settle("slurm", "bad.yaml", "--workers", "2").status == 65)
        #expect(try scratch.settle("slurm", "none.yaml", "--workers", "2").status == 74)
    }

    @Test("refuses shares of a study whose sampler learns; a server, or one worker, is no share")
    func adaptive() throws {
        let text = StudyFiles.random().replacing(
            "sampler: {random: {seed: 3, significantDigits: 3}}", with: "sampler: tpe")
        try scratch.write(text, to: "tiny.yaml")
        let run = try scratch.settle("slurm", "tiny.yaml", "--workers", "2")
        #expect(run.status == 64)
        #expect(run.errors.contains("the sampler of study 'tiny' learns from all trials"), "\(run.errors)")
        #expect(run.errors.contains("give --storage postgresql://user@host/database, or --workers 1"))
        #expect(try scratch.settle("slurm", "tiny.yaml", "--workers", "1").status == 0)
        let shared = try scratch.settle("slurm", "tiny.yaml", "--workers", "2", "--storage", "postgresql://me@server/a")
        #expect(shared.status == 0, "\(shared.errors)")
        #expect(shared.output.contains("storage=postgresql://me@server/a\n"))
    }

    @Test("submits the array and, with shares, the merge that follows it")
    func submitted() throws {
        let run = try submit("--workers", "2", sbatch: "if [[ $* == *merge ]]; then echo 8; else echo '7;cluster'; fi")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.lines == ["7", "8"])
        let script = scratch.path("studies.sqlite.slurm/tiny/array.sh")
        #expect(
            calls == [
                "--parsable \(script)",
                "--parsable --dependency=afterany:7 --array=1 --cpus-per-task=1 --job-name=tiny-merge \(script) merge",
            ])
        #expect(FileManager.default.fileExists(atPath: script))
        let one = try submit("--workers", "1", "-o", "one.sh", sbatch: "echo 9")
        #expect(one.lines == ["9"])
        #expect(calls.last == "--parsable one.sh")
    }

    @Test("with --wait ends with the status of the jobs, and says how many trials have no result")
    func waited() throws {
        // The jobs evaluate nothing.
        let failed = try submit("--workers", "1", "--wait", sbatch: "echo 9; exit 65")
        #expect(failed.status == 65)
        #expect(calls == ["--parsable --wait \(scratch.path("studies.sqlite.slurm/tiny/array.sh"))"])
        try scratch.write(StudyFiles.random(trials: 6), to: "part.yaml")
        _ = try scratch.settle("run", "part.yaml")
        let incomplete = try submit("--workers", "1", "--wait", sbatch: "echo 9")
        #expect(incomplete.status == 130)
        #expect(incomplete.errors.contains("6 of 12 trials of tiny have no result"), "\(incomplete.errors)")
        _ = try scratch.settle("run", "tiny.yaml")
        let complete = try submit("--workers", "1", "--wait", sbatch: "echo 9")
        #expect(complete.status == 0)
        #expect(complete.errors.contains("tiny has all of its 12 trials."))
    }

    @Test("says what sbatch says where it refuses, and what the cluster's limit is")
    func notSubmitted() throws {
        let run = try submit("--workers", "2", sbatch: "echo 'sbatch: error: invalid partition' >&2; exit 1")
        #expect(run.status == 74)
        #expect(
            run.errors
                == "settle: sbatch has submitted nothing (status 1): sbatch: error: invalid partition\n")
        let large = try submit("--workers", "5", sbatch: "echo 1")
        #expect(large.status == 64)
        #expect(
            large.errors.contains("this cluster allows tasks up to 4 (MaxArraySize); give at most 4"), "\(large.errors)"
        )
        let none = try scratch.start(
            ["slurm", "tiny.yaml", "--workers", "2", "--submit"], environment: ["PATH": "/nowhere"]
        ).finish()
        #expect(none.status == 64)
        #expect(none.errors.contains("there is no 'sbatch' on the PATH"))
    }
}
