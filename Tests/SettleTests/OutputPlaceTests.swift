import Foundation
import Testing

@Suite("What a verb writes")
struct OutputPlaceTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
    }

    static let verbs = [
        ["export", "tiny"], ["export", "tiny", "--format", "csv"], ["report", "tiny"], ["figure", "search", "tiny"],
        ["figure", "search", "tiny", "--part", "history"], ["figure", "convergence", "tiny"], ["figure", "neuron"],
    ]

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: scratch.path(name), withDestinationPath: target)
    }

    private func mode(_ name: String) -> mode_t {
        var status = stat()
        return lstat(scratch.path(name), &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    /// All files with their contents. What lies beside a database, its readers make and fill.
    private func snapshot() throws -> [String: Data] {
        try scratch.files.reduce(into: [:]) { $0[$1] = try scratch.contents($1) }
    }

    @Test("never replaces a database, by whatever path it is reached", arguments: verbs)
    func databases(verb: [String]) throws {
        #expect(try scratch.settle("run", "tiny.yaml", "--storage", "other.sqlite").status == 0)
        try link("link", to: "studies.sqlite")
        try FileManager.default.linkItem(atPath: scratch.storage, toPath: scratch.path("hard"))
        let before = try snapshot()
        let places = [
            "studies.sqlite", "./studies.sqlite", scratch.storage, "link", "hard", "other.sqlite", "studies.sqlite-wal",
            "studies.sqlite-shm", "studies.sqlite-journal", "other.sqlite-wal",
        ]
        for place in places {
            let run = try scratch.start(verb + ["-o", place]).finish()
            #expect(run.status == 64, "\(place)")
            #expect(run.output.isEmpty)
            #expect(run.errorLines.last?.hasPrefix("settle: '\(place)' cannot be written (it is ") == true)
            #expect(run.errorLines.last?.hasSuffix("); name another file with -o") == true, "\(run.errors)")
            #expect(try snapshot() == before, "\(place)")
            for storage in ["studies.sqlite", "other.sqlite"] {
                #expect(try scratch.settle("check", "--replay", "0", "--storage", storage).status == 0, "\(place)")
            }
        }
    }

    @Test("goes to standard output where '-' is named", arguments: verbs)
    func standardOutput(verb: [String]) throws {
        let before = try scratch.files
        let run = try scratch.start(verb + ["-o", "-"]).finish()
        #expect(run.status == 0)
        #expect(try scratch.files == before)
        if verb[0] != "report" { #expect(try scratch.start(verb).finish().output == run.output) }
        #expect(try scratch.start(verb + ["-o", "file"]).finish().status == 0)
        #expect(try run.output == String(decoding: scratch.contents("file"), as: UTF8.self))
    }

    @Test("replaces the file that a link leads to, and the link stays", arguments: verbs)
    func throughLinks(verb: [String]) throws {
        try link("link", to: "file")
        for _ in ["a new file", "one that is there"] {
            #expect(try scratch.start(verb + ["-o", "link"]).finish().status == 0)
            #expect(mode("link") == S_IFLNK)
            #expect(mode("file") == S_IFREG)
        }
        #expect(try scratch.files == ["file", "link", "studies.sqlite", "tiny.yaml"])
    }

    @Test("is written to pipes and devices, which stay", arguments: verbs)
    func pipes(verb: [String]) throws {
        try #require(mkfifo(scratch.path("pipe"), 0o600) == 0)
        let reader = try scratch.start(["pipe"], program: "/bin/cat")
        #expect(try scratch.start(verb + ["-o", "pipe"]).finish().status == 0)
        // A reader of a pipe that is gone would wait for ever.
        if mode("pipe") != S_IFIFO { reader.send(SIGKILL) }
        try #require(mode("pipe") == S_IFIFO)
        #expect(try scratch.start(verb + ["-o", "file"]).finish().status == 0)
        #expect(try Data(reader.finish().output.utf8) == scratch.contents("file"))

        try link("null", to: "/dev/null")
        #expect(try scratch.start(verb + ["-o", "null"]).finish().status == 0)
        #expect(mode("null") == S_IFLNK)
        // As /dev/stdout is one.
        try link("output", to: "/proc/self/fd/1")
        let run = try scratch.start(verb + ["-o", "output"]).finish()
        #expect(try Data(run.output.utf8) == scratch.contents("file"))
    }

    @Test("as weights never replaces a database either")
    func weights() throws {
        let train = [
            "train", "--continuous", "--protocol", "official", "--unverified", "--data", try scratch.makeDigits(),
            "--hidden", "20", "--epochs", "1", "--name", "digits",
        ]
        #expect(try scratch.start(train).finish().status == 0)
        for (folder, verb) in [
            ("a", ["export", "digits", "--format", "npz", "-o", "a"]), ("b", train + ["--save", "b"]),
        ] {
            let place = scratch.folder.appendingPathComponent(folder)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
            try link("\(folder)/digits-0.npz", to: "../studies.sqlite")
            let run = try scratch.start(verb).finish()
            #expect(run.status == 64)
            #expect(run.errors.contains("'\(folder)/digits-0.npz' cannot be written (it is the storage file itself"))
            #expect(mode("\(folder)/digits-0.npz") == S_IFLNK)
        }
        #expect(try scratch.settle("check").status == 0)
        let run = try scratch.settle("export", "digits", "--format", "npz", "-o", "-")
        #expect(run.status == 64)
        #expect(run.errors.contains("name a folder for them with -o"))
    }

    @Test("is a file where it is a database")
    func databaseOutput() throws {
        for verb in [["backup"], ["merge", "studies.sqlite"]] {
            let run = try scratch.start(verb + ["-o", "-"]).finish()
            #expect(run.status == 64)
            #expect(run.output.isEmpty)
            #expect(
                run.errors == "settle: -o - is standard output, and a database is written to a file; name one with -o\n"
            )
        }
    }

    @Test("replaces a copy, but no storage that runs have worked on")
    func backups() throws {
        try link("link", to: "copy.sqlite")
        for _ in ["a new file", "an earlier copy"] {
            #expect(try scratch.settle("backup", "-o", "link").status == 0)
            #expect(mode("link") == S_IFLNK)
        }
        try scratch.write(StudyFiles.random("second"), to: "second.yaml")
        #expect(try scratch.settle("run", "second.yaml", "--storage", "copy.sqlite").status == 0)
        try link("copy", to: "copy.sqlite")
        for place in ["copy.sqlite", "copy", "copy.sqlite-wal", "copy.sqlite-journal"] {
            let run = try scratch.settle("backup", "-o", place)
            #expect(run.status == 64, "\(place)")
            #expect(run.errors.hasSuffix("name another file with -o\n"))
            #expect(try scratch.settle("merge", "studies.sqlite", "-o", place).status == 64, "\(place)")
        }
        #expect(try scratch.settle("studies", "--storage", "copy.sqlite", "-f", "json").objects().count == 2)
    }
}
