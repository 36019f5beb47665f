import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Databases that once crashed the process, blocked it, or gave values that later code could not use.
@Suite("A hostile database")
struct HostileDatabaseTests {
    /// Opens the sample studies after executing statements that settle never executes.
    private func withFile(
        _ sql: String, isLax: Bool = false, _ access: SQLiteStore.Access = .writing,
        _ body: (() throws -> SQLiteStore, _ path: String) throws -> Void
    ) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try HostileFile.write(try HostileFile.bytes(isLax: isLax), to: path)
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
                // With checksums that hold, so that the rows are read.
                try RowSealer.sealing($0) { try $0.execute(sql: sql) }
            }
            try queue.close()
            try body({ try SQLiteStore(path: path, access: access) }, path)
            try EveryCall(path: path).make()
        }
    }

    private func expectRow(_ text: String, _ body: () throws -> Void) {
        let error = #expect(throws: StorageError.self, performing: body)
        guard case .row(_, let detail)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(detail.contains(text))
    }

    @Test(
        "with a trial that cannot be says so",
        arguments: [
            ("number = -1", "trial number -1"), ("number = 4611686018427387904", "trial number 4611686018427387904"),
            ("number = 10000000", "trial number 10000000"), ("value = 9e999", "value that is not finite"),
            ("value = -9e999", "value that is not finite"), ("finished_at = 1e300", "finished_at 1e+300"),
            ("started_at = -1e12", "started_at -1"), ("parent_study = '../../x'", "parent '../../x/4333'"),
            ("parent_study = 'a'||char(27)||'[31m'", "parent 'a"), ("parent_number = -4", "parent 'paper-5000/-4'"),
            ("state = printf('%.100000c', 'x')", "trial state 'xxx"),
            ("parameters = '{\"x\":1e999}'", "Path: x."),
        ])
    func trials(change: String, detail: String) throws {
        try withFile("UPDATE trials SET \(change) WHERE number = 0") { open, _ in
            let store = try open()
            let study = try #require(try store.study(named: "low")).id
            expectRow(detail) { _ = try store.trials(of: study, matching: .all) }
            try store.close()
        }
    }

    @Test(
        "with a study that cannot be says so",
        arguments: [
            ("direction = 'sideways'", "direction 'sideways'"), ("created_at = 1e300", "created_at 1e+300"),
            ("name = '../low'", "is not a study name"), ("name = 'a''; DROP TABLE studies; --'", "is not a study name"),
            ("name = char(27)||'[31m'", "is not a study name"), ("budget = -1", "a study of -1 trials"),
        ])
    func studies(change: String, detail: String) throws {
        try withFile("UPDATE studies SET \(change) WHERE name = 'low'") { open, _ in
            let store = try open()
            expectRow(detail) { _ = try store.studies() }
            try store.close()
        }
    }

    @Test("whose next number is beyond every number begins no run")
    func nextNumber() throws {
        try withFile("UPDATE studies SET next_number = 9223372036854775807") { open, _ in
            let store = try open()
            let study = try #require(try store.study(named: "low")).id
            expectRow("next_number") { _ = try store.beginRun(Sample.run, of: study) }
            try store.close()
        }
    }

    @Test("whose revision is below every number changes nothing")
    func revision() throws {
        try withFile("UPDATE studies SET revision = -1e300", isLax: true) { open, _ in
            let store = try open()
            let run = try store.beginRun(Sample.run, of: try #require(try store.study(named: "low")).id)
            expectRow("revision") { _ = try store.claim(1, for: run) }
            try store.close()
        }
    }

    static let code = [
        "DROP TABLE checkpoints; CREATE VIEW checkpoints AS WITH RECURSIVE endless(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
            + "FROM endless) SELECT x AS study_id, x AS number, x AS step, x AS data FROM endless",
        "CREATE TRIGGER at_every_run AFTER INSERT ON runs BEGIN DELETE FROM trials; END",
        "ALTER TABLE studies ADD COLUMN large BLOB AS (zeroblob(1000000000))",
        "DROP VIEW trial_table; CREATE VIEW trial_table AS SELECT * FROM trials",
        Migration6.view.replacing("trial_table", with: "trial_tables"),
        "CREATE TRIGGER at_every_change INSTEAD OF UPDATE ON trial_table BEGIN DELETE FROM trials; END",
    ]

    @Test("that brings code with it is refused, before any of it runs", arguments: code)
    func foreignCode(sql: String) throws {
        for access in [SQLiteStore.Access.reading, .writing] {
            try withFile(sql, access) { open, _ in
                let error = #expect(throws: StorageError.self) { _ = try open() }
                guard case .corrupt(_, let detail)? = error else {
                    return #expect(Bool(false), "\(String(describing: error))")
                }
                #expect(detail.contains("which settle never makes"))
            }
        }
    }

    @Test("that is a pipe or a device is refused, and not waited for", arguments: ["pipe", "/dev/null"])
    func pipes(name: String) throws {
        try TemporaryFolder.with { folder in
            mkfifo(folder.file("pipe"), 0o600)
            let path = name.hasPrefix("/") ? name : folder.file(name)
            for access in [SQLiteStore.Access.reading, .writing] {
                let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: access) }
                guard case .special? = error else { return #expect(Bool(false), "\(String(describing: error))") }
            }
        }
    }

    @Test("A study's name is a value to SQL, whatever it is")
    func injection() throws {
        try withFile("") { open, _ in
            let store = try open()
            for name in ["low'; DROP TABLE studies; --", "low' OR '1'='1", "\"low\"", "low\0", "%", "l_w"] {
                let found = try store.study(named: name)
                #expect(found == nil)
            }
            #expect(try store.studies().count == 2)
            try store.close()
        }
    }
}
