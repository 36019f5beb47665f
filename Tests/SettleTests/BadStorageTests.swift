import Foundation
import GRDB
import Testing

@Suite("A database that cannot be used")
struct BadStorageTests {
    private let scratch: Scratch
    /// What a verb that writes and verbs that read are to be given.
    static let commands = [["run", "tiny.yaml"], ["resume", "tiny"], ["studies"], ["best", "tiny"]]

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    private func expectRefused(_ arguments: [String], _ status: Int32, _ text: String) throws {
        let run = try scratch.start(arguments).finish()
        #expect(run.status == status, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1, "\(run.errors)")
        #expect(run.errors.contains(text), "\(run.errors)")
    }

    @Test("a text file ends with 65 and is not touched", arguments: commands)
    func textFile(arguments: [String]) throws {
        let text = String(repeating: "This is no database.\n", count: 200)
        try scratch.write(text, to: "studies.sqlite")
        try expectRefused(arguments, 65, "\(scratch.storage) is not an SQLite database; name another file")
        #expect(try scratch.contents("studies.sqlite") == Data(text.utf8))
        #expect(try scratch.files == ["studies.sqlite", "tiny.yaml"])
    }

    @Test("a folder ends with 65", arguments: commands)
    func folder(arguments: [String]) throws {
        try FileManager.default.createDirectory(atPath: scratch.storage, withIntermediateDirectories: false)
        try expectRefused(arguments, 65, "\(scratch.storage) is a folder, not a database; name a file in it")
    }

    @Test("another program's database ends with 65 and is not touched", arguments: commands)
    func otherProgram(arguments: [String]) throws {
        let database = try DatabaseQueue(path: scratch.storage)
        try database.write { try $0.execute(sql: "CREATE TABLE photos (id INTEGER PRIMARY KEY)") }
        try database.close()
        let before = try scratch.contents("studies.sqlite")
        try expectRefused(arguments, 65, "\(scratch.storage) is a database of another program")
        #expect(try scratch.contents("studies.sqlite") == before)
    }

    @Test("one from a newer version ends with 65 and is not touched", arguments: commands)
    func newer(arguments: [String]) throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let database = try DatabaseQueue(path: scratch.storage)
        try database.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 what is to come')")
        }
        try database.close()
        try expectRefused(
            arguments, 65, "\(scratch.storage) was written by a newer version of settle; use that version")
        let trials = try DatabaseQueue(path: scratch.storage).read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM trials")
        }
        #expect(trials == 12)
    }

    @Test("a file where a folder is needed ends with 74")
    func fileForFolder() throws {
        try expectRefused(
            ["run", "tiny.yaml", "--storage", "tiny.yaml/a.sqlite"], 74, "tiny.yaml cannot be read or written (")
    }

    // MARK: Read-only

    @Test("a file that may not be written ends a run with 74; it can still be looked at")
    func readOnlyFile() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let best = try scratch.settle("best", "tiny")
        let before = try scratch.contents("studies.sqlite")
        try scratch.write(StudyFiles.random(trials: 20), to: "tiny.yaml")
        try setPermissions(0o444, of: "studies.sqlite")
        try expectReadOnly(best)
        #expect(try scratch.contents("studies.sqlite") == before)
    }

    @Test("a file in a folder that may not be written, likewise")
    func readOnlyFolder() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let best = try scratch.settle("best", "tiny")
        #expect(try scratch.files == ["studies.sqlite", "tiny.yaml"], "a run leaves nothing beside the file")
        try scratch.write(StudyFiles.random(trials: 20), to: "tiny.yaml")
        try setPermissions(0o444, of: "studies.sqlite")
        try setPermissions(0o555, of: ".")
        try expectReadOnly(best)
        try setPermissions(0o755, of: ".")
        #expect(try scratch.files == ["studies.sqlite", "tiny.yaml"])
    }

    @Test("a folder in which no file can be made ends a run with 74")
    func nothingCanBeMade() throws {
        try setPermissions(0o555, of: ".")
        let run = try OrdinaryUser.settle(["run", "tiny.yaml"], in: scratch)
        #expect(run.status == 74)
        #expect(run.errors.hasPrefix("settle: \(scratch.storage) cannot be written: the file, its folder or "))
        try setPermissions(0o755, of: ".")
        #expect(try scratch.files == ["tiny.yaml"])
    }

    private func setPermissions(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.path(name))
    }

    private func expectReadOnly(_ best: CommandRun) throws {
        for arguments in [["run", "tiny.yaml"], ["resume", "tiny"], ["delete", "tiny", "--yes"]] {
            let run = try OrdinaryUser.settle(arguments, in: scratch)
            #expect(run.status == 74, "\(run.errors)")
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == 1)
            #expect(run.errors.hasPrefix("settle: \(scratch.storage) cannot be written: the file, its folder or "))
        }
        let looked = try OrdinaryUser.settle(["best", "tiny"], in: scratch)
        #expect(looked.status == 0, "\(looked.errors)")
        #expect(looked.output == best.output)
    }
}
