import Foundation
import Testing

@testable import settle

@Suite("The script of a job array")
struct SlurmScriptTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    /// An array whose program is a script of this test.
    private func array(
        _ program: String = "", folder: String = "it's 50% done", workers: Int = 4,
        storage: String = "all studies.sqlite"
    ) throws -> SlurmArray {
        try FileManager.default.createDirectory(atPath: scratch.path(folder), withIntermediateDirectories: true)
        try scratch.write("#!/bin/bash\n\(program)\n", to: "a program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path("a program"))
        return try SlurmArray(
            study: "tiny", file: scratch.path("tiny $x.yaml"), trials: 9, workers: workers, processors: 2,
            time: SlurmTime("4:00:00"), memory: "4G", partition: "short", directives: ["--account=physics"],
            preparation: ["export GREETING='good day'"], storage: ClusterStorage(scratch.path(storage)),
            folder: scratch.path(folder), workingFolder: scratch.folder.path, program: scratch.path("a program"),
            runArguments: ["--keep", "3"])
    }

    /// Starts the script as Slurm starts task 3 of array 12.
    ///
    /// - Parameter state: what `squeue` says of the task.
    private func start(_ array: SlurmArray, _ arguments: [String] = [], state: String = "") throws -> RunningCommand {
        try scratch.write(array.script, to: "array.sh")
        for (name, text) in [
            ("squeue", "echo \"$@\" >> asked; echo '\(state)'"), ("scontrol", "echo \"$@\" >> requeued"),
        ] {
            try scratch.write("#!/bin/bash\n\(text)\n", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path(name))
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return try scratch.start(
            ["array.sh"] + arguments, program: "/bin/bash",
            environment: [
                "SLURM_ARRAY_JOB_ID": "12", "SLURM_ARRAY_TASK_ID": "3", "SLURM_CPUS_PER_TASK": "2",
                "PATH": "\(scratch.folder.path):\(path)",
            ])
    }

    @Test("has the directives that Slurm needs, before the first command")
    func directives() throws {
        let array = try array()
        let lines = array.script.split(separator: "\n").map(String.init)
        #expect(lines[0] == "#!/bin/bash")
        let directives = lines.filter { $0.hasPrefix("#SBATCH ") }.map { String($0.dropFirst(8)) }
        #expect(
            directives == [
                "--job-name=tiny", "--array=1-4", "--ntasks=1", "--cpus-per-task=2", "--time=4:00:00", "--mem=4G",
                "--partition=short", "--account=physics", "--chdir=\(scratch.folder.path)",
                "--output=\"\(scratch.path("it's 50%% done"))/%A_%a.log\"", "--open-mode=append", "--requeue",
                "--signal=B:TERM@120",
            ])
        let command = try #require(lines.firstIndex { !$0.hasPrefix("#") })
        #expect(try #require(lines.lastIndex { $0.hasPrefix("#SBATCH") }) < command)
    }

    @Test("starts one worker with the words that were given, whatever is in them")
    func words() throws {
        let run = try start(array(#"printf '%s\n' "$GREETING" "$@"; exit 7"#)).finish()
        #expect(run.status == 7)
        #expect(
            run.lines == [
                "good day", "run", scratch.path("tiny $x.yaml"), "--threads", "2", "--storage",
                scratch.path("it's 50% done/3-of-4.sqlite"), "--shard", "3/4", "--keep", "3",
            ], "\(run.errors)")
    }

    @Test(
        "shares a server's store, and one worker needs no share",
        arguments: [
            ("postgresql://me@server/studies?sslmode=require", 4), ("studies.sqlite", 1),
        ])
    func shared(storage: String, workers: Int) throws {
        var array = try array(#"printf '%s\n' "$@""#, workers: workers)
        array = SlurmArray(
            study: "tiny", file: array.file, trials: 9, workers: workers, storage: try ClusterStorage(storage),
            folder: array.folder, workingFolder: array.workingFolder, program: array.program)
        #expect(!array.hasShards && !array.script.contains("merge"))
        let run = try start(array).finish()
        #expect(run.lines.suffix(2) == ["--storage", array.storage.text])
        #expect(run.lines.count == 6)
    }

    /// Says that it is ready, and ends with a status when it is told to.
    private static let patient = "trap 'exit 130' TERM; touch ready; while :; do sleep 0.01; done"

    private func interrupted(_ program: String, state: String) throws -> CommandRun {
        let running = try start(array(program), state: state)
        #expect(running.wait { FileManager.default.fileExists(atPath: scratch.path("ready")) })
        running.send(SIGTERM)
        return try running.finish()
    }

    @Test("passes SIGTERM on and goes back to the queue while Slurm calls the task running")
    func requeued() throws {
        let run = try interrupted(Self.patient, state: "RUNNING")
        #expect(run.status == 130)
        #expect(String(decoding: try scratch.contents("requeued"), as: UTF8.self) == "requeue 12_3\n")
        #expect(String(decoding: try scratch.contents("asked"), as: UTF8.self).contains("--jobs=12_3"))
    }

    @Test(
        "does not come back where it was cancelled, requeued by Slurm, failed, or finished",
        arguments: [
            (patient, "COMPLETING", 130), (patient, "", 130), (patient.replacing("130", with: "0"), "RUNNING", 0),
            (patient.replacing("130", with: "74"), "RUNNING", 74),
        ])
    func notRequeued(program: String, state: String, status: Int32) throws {
        let run = try interrupted(program, state: state)
        #expect(run.status == status)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("requeued")))
    }

    @Test("waits for the worker's own end, however many signals come")
    func patience() throws {
        let running = try start(
            array("trap 'touch told' TERM; touch ready; while [ ! -e go ]; do sleep 0.01; done; exit 5"))
        #expect(running.wait { FileManager.default.fileExists(atPath: scratch.path("ready")) })
        for _ in 0..<5 {
            try? FileManager.default.removeItem(atPath: scratch.path("told"))
            running.send(SIGTERM)
            #expect(running.wait { FileManager.default.fileExists(atPath: scratch.path("told")) })
        }
        try scratch.write("", to: "go")
        #expect(try running.finish().status == 5)
    }

    @Test("unites the shares that are there, with the argument 'merge'")
    func merge() throws {
        let array = try array(#"pwd; printf '%s\n' "$@""#)
        for name in ["1-of-4", "3-of-4", "2-of-5"] { try scratch.write("", to: "it's 50% done/\(name).sqlite") }
        let run = try start(array, ["merge"]).finish()
        #expect(
            run.lines == [
                scratch.path("it's 50% done"), "merge", "--update", "-o", scratch.path("all studies.sqlite"),
                "1-of-4.sqlite", "3-of-4.sqlite",
            ], "\(run.errors)")
    }

    @Test("evaluates, in its tasks and its merge, what a straight run evaluates")
    func complete() throws {
        let straight = try Scratch()
        for scratch in [straight, scratch] {
            try scratch.write(StudyFiles.random(trials: 30), to: "tiny.yaml")
        }
        #expect(try straight.settle("run", "tiny.yaml").status == 0)
        let written = try scratch.settle("slurm", "tiny.yaml", "--workers", "3", "-o", "array.sh")
        #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
        #expect(written.errorLines.count == 4)
        let folder = scratch.path("studies.sqlite.slurm/tiny")
        #expect(written.errorLines[1] == "  mkdir -p \(folder)")
        #expect(written.errorLines[2] == "  job=$(sbatch --parsable array.sh)")
        #expect(
            written.errorLines[3] == "  sbatch --parsable --dependency=afterany:${job%;*} --array=1 --cpus-per-task=1 "
                + "--job-name=tiny-merge array.sh merge")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for task in ["1", "2", "3", "merge"] {
            let run = try scratch.start(
                task == "merge" ? ["array.sh", task] : ["array.sh"], program: "/bin/bash",
                environment: ["SLURM_ARRAY_JOB_ID": "9", "SLURM_ARRAY_TASK_ID": task, "SLURM_CPUS_PER_TASK": "1"]
            ).finish()
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try scratch.stableRows("tiny") == straight.stableRows("tiny"))
        // The merged runs still say where they ran.
        let workers = try scratch.settle("workers", "tiny", "--all", "-f", "json").objects()
        #expect(Set(workers.compactMap { $0["task"] as? String }) == ["1", "2", "3"])
        #expect(workers.allSatisfy { $0["job"] as? String == "9" })
    }
}
