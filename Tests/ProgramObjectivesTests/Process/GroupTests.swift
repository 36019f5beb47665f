import Foundation
import HyperparameterSearch
import TestSupport
import Testing

@testable import ProgramObjectives

@Suite("Process groups of programs") struct GroupTests {
    private func number(in path: String) -> pid_t? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), text.hasSuffix("\n") else { return nil }
        return pid_t(text.dropLast())
    }

    /// Whether a process has ended; one that nobody waits for has ended too.
    private func hasEnded(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return true }
        let stat = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ") Z"
        return stat.contains(") Z") || stat.contains(") X")
    }

    @Test("children that outlive the program are ended; their pipes are not waited for")
    func children() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(
                """
                sleep 1000 &
                echo $! > '\(sample.folder.file("child"))'
                echo '{"value": 1}'
                """)
            #expect(trial.value == 1)
            let child = try #require(number(in: sample.folder.file("child")))
            #expect(hasEnded(child))
        }
    }

    @Test("a timeout ends the program and its children")
    func timeout() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(
                """
                sleep 1000 & echo $! > '\(sample.folder.file("child"))'
                echo '{"value": 1}'; wait
                """
            ) { $0.timeout = TimeLimit(0.3, .seconds) }
            #expect(trial.reason == "the program was ended because it took longer than 0.3 s")
            let child = try #require(number(in: sample.folder.file("child")))
            #expect(hasEnded(child))
        }
    }

    @Test("a long log is read in constant memory; its end is kept")
    func longLog() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(
                """
                head -c 50000000 /dev/zero
                yes 'a line of the log' | head -n 1000000
                yes 'a line of errors' | head -n 100000 >&2
                echo end; echo '{"value": 1}'
                """)
            #expect(trial.value == 1)
            #expect(trial.artifacts["stdout"]?.count == 64 << 10)
            #expect(trial.artifacts["stderr"]?.count == 64 << 10)
            #expect(trial.log(.stdout).hasSuffix("a line of the log\nend\n{\"value\": 1}\n"))
        }
    }

    @Test("the guardian ends the groups of a folder when the other end of its pipe closes, and keeps their last values")
    func guardian() async throws {
        try await SampleProgram.with { sample in
            let folder = sample.folder.file("run")
            mkdir(folder, 0o755)
            var guardian: GroupGuardian? = try GroupGuardian(of: folder)
            let script = """
                trap 'echo "{\\"step\\": 2, \\"value\\": 3}"; echo noise; exit' TERM
                sleep 1000 & echo $! > '\(sample.folder.file("child"))'
                echo '{"step": 1, "value": 4}'; echo $$ > '\(sample.folder.file("program"))'; wait
                """
            let values = sample.folder.file("values")
            try "first\n".write(toFile: values, atomically: true, encoding: .utf8)
            symlink(values, folder + "/1.values")
            mkfifo(folder + "/1.out", 0o600)
            let process = try ChildProcess.start(
                "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin", "SETTLE_TRIAL": folder + "/1.json"],
                output: open(folder + "/1.out", O_RDWR))
            try "\(process.group.id)\n".write(toFile: folder + "/1.group", atomically: true, encoding: .utf8)
            #expect(wait { number(in: sample.folder.file("program")) != nil })
            let child = try #require(number(in: sample.folder.file("child")))
            #expect(!hasEnded(process.group.id) && !hasEnded(child))
            guardian = nil
            #expect(guardian == nil)
            #expect(wait { !FileManager.default.fileExists(atPath: folder) }, "it removes the folder at the end")
            #expect(hasEnded(process.group.id) && hasEnded(child))
            let kept = try String(contentsOfFile: values, encoding: .utf8)
            #expect(kept == "first\n{\"step\": 1, \"value\": 4}\n{\"step\": 2, \"value\": 3}\n")
        }
    }

    #if os(Linux)
        @Test("the guardian also ends a process that left its group")
        func strays() async throws {
            try await SampleProgram.with { sample in
                let folder = sample.folder.file("run")
                mkdir(folder, 0o755)
                var guardian: GroupGuardian? = try GroupGuardian(of: folder)
                let process = try ChildProcess.start(
                    "/bin/sh", ["-c", "echo $$ > '\(sample.folder.file("stray"))'; exec sleep 1000"],
                    environment: ["PATH": "/usr/bin:/bin", "SETTLE_TRIAL": folder + "/1.json"])
                #expect(wait { number(in: sample.folder.file("stray")) != nil })
                guardian = nil
                #expect(guardian == nil)
                // No file names its group.
                #expect(wait { process.ending != nil })
                #expect(process.ending == .killed(signal: SIGTERM))
            }
        }
    #endif

    @Test("an orderly end leaves nothing for the guardian")
    func orderly() async throws {
        try await SampleProgram.with { sample in
            let folder = sample.folder
            var run: RunFolder? = try RunFolder(in: folder.path)
            let path = try #require(run?.path)
            #expect(FileManager.default.fileExists(atPath: path))
            run = nil
            #expect(run == nil && !FileManager.default.fileExists(atPath: path))
            #expect(throws: StartError.self) { try RunFolder(in: folder.file("nowhere")) }
        }
    }
}
