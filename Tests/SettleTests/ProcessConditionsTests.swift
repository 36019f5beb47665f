import Foundation
import GRDB
import Testing

/// What a process may meet: limits, closed streams, full disks, no /proc.
@Suite("A process under poor conditions")
struct ProcessConditionsTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    /// Runs a line of shell, in which `$settle` is the program.
    private func shell(_ line: String) throws -> CommandRun {
        try scratch.start(
            ["-c", line], program: "/bin/sh", environment: ["settle": BuiltProgram.settle.path]
        ).finish()
    }

    #if os(Linux)
        @Test(
            "that cannot print ends with 74",
            arguments: [
                "--help", "--version", "help run", "run --help", "--generate-completion-script bash", "studies",
            ]
        )
        func fullOutput(arguments: String) throws {
            _ = try scratch.settle("run", "tiny.yaml")
            let run = try shell("exec $settle \(arguments) > /dev/full")
            #expect(run.status == 74)
            #expect(run.errors.hasPrefix("settle: standard output cannot be written (No space left on device)"))
        }

        @Test("that may use little memory ends with 74 and says so")
        func littleMemory() throws {
            let run = try shell("ulimit -v 250000; exec $settle run tiny.yaml")
            #expect(run.status == 74)
            #expect(run.errors.contains("more of memory (Cannot allocate memory), which settle needs"), "\(run.errors)")
            #expect(run.errors.contains("ulimit -v"))
        }

        private static let mayUnmount: Bool = {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
            process.arguments = ["--mount", "umount", "-l", "/proc"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }()

        @Test("without /proc lists studies, but runs none and says why", .enabled(if: mayUnmount))
        func withoutProc() throws {
            func settle(_ arguments: String) throws -> CommandRun {
                try shell("exec unshare --mount sh -c 'umount -l /proc; exec $settle \(arguments)'")
            }
            let run = try settle("run tiny.yaml")
            #expect(run.status == 74)
            #expect(run.errors.contains("may not read /proc/self/stat (No such file or directory)"), "\(run.errors)")
            #expect(run.errors.contains("mount /proc"))
            #expect(try scratch.settle("run", "tiny.yaml").status == 0)
            let list = try settle("studies")
            #expect(list.status == 0 && list.output.contains("tiny"), "\(list.errors)")
        }

        @Test(
            "whose storage is no regular file on a disk ends with 65",
            arguments: ["/proc/version", "/proc/none", "pipe"])
        func specialStorage(path: String) throws {
            mkfifo(scratch.path("pipe"), 0o600)
            for verb in ["run tiny.yaml", "studies", "check", "backup -o copy.sqlite"] {
                let run = try shell("exec $settle \(verb) --storage \(path)")
                #expect(run.status == 65, "\(verb): \(run.errors)")
                #expect(run.errors.contains("not a database; name a file on a disk"), "\(run.errors)")
            }
        }
    #endif

    @Test("that may open few files ends with 74 and says so", arguments: 6...14)
    func fewFiles(count: Int) throws {
        let run = try shell("ulimit -n \(count); exec $settle run tiny.yaml")
        #expect(run.status == 74)
        #expect(
            run.errors.contains("more files (Too many open files), which settle needs; see the limit with 'ulimit -n'"))
    }

    @Test("that may write small files only ends with 74 and says so")
    func smallFiles() throws {
        let run = try shell("ulimit -f 8; exec $settle run tiny.yaml")
        #expect(run.status == 74)
        #expect(run.errors.contains("ulimit -f"), "\(run.errors)")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
    }

    @Test("whose standard output is closed ends with 74 and changes no file")
    func closedOutput() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let run = try shell("exec $settle export tiny --top 1 -o out.json >&- 2>&-")
        #expect(run.status == 0)
        #expect(
            try scratch.contents("out.json").first == UInt8(ascii: "{")
                || scratch.contents("out.json").first == UInt8(ascii: "["))
        #expect(try shell("exec $settle studies >&-").status == 74)
        #expect(try scratch.settle("check").status == 0)
    }

    @Test("ends at once on SIGQUIT, without a backtrace")
    func quit() throws {
        try scratch.write(
            StudyFiles.random("long", layers: "[300, 300, 10]", steps: 3000, trials: 5000), to: "long.yaml")
        let running = try scratch.start(
            ["--default-signal=QUIT", BuiltProgram.settle.path, "run", "long.yaml"], program: "/usr/bin/env")
        #expect(running.waitUntilInterruptible())
        running.send(SIGQUIT)
        let run = try running.finish()
        #expect(run.status == 128 + SIGQUIT)
        #expect(!run.errors.contains("Backtrac") && !run.errors.contains("Signal 3"), "\(run.errors)")
    }

    @Test("needs no folder for temporary files to check a small study, and leaves nothing there")
    func temporaryFolder() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let missing = try scratch.start(["check"], environment: ["TMPDIR": scratch.path("none")]).finish()
        #expect(missing.status == 0, "\(missing.errors)")
    }

    @Test(
        "whose study lost a row ends with 65, and points to the check",
        arguments: [["run", "tiny.yaml"], ["resume", "tiny"]])
    func missingRow(arguments: [String]) throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let database = try DatabaseQueue(path: scratch.storage)
        try database.write { try $0.execute(sql: "DELETE FROM trials WHERE number = 4") }
        try database.close()
        let run = try scratch.start(arguments).finish()
        #expect(run.status == 65)
        #expect(run.errors.contains("1 of the trials of 'tiny' is missing in the store"), "\(run.errors)")
        #expect(run.errors.contains("settle check tiny"))
        #expect(try scratch.settle("check", "tiny").status == 65)
    }
}
