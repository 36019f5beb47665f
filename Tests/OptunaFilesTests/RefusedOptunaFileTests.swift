import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import OptunaFiles

/// Files that are not imported: the error says why, and nothing is stored.
@Suite struct RefusedOptunaFileTests {
    /// The error of importing a copy of a fixture that SQL changed.
    private func problem(
        _ sql: String, _ change: (inout OptunaImport.Request) -> Void = { _ in }
    ) throws -> OptunaFileError.Problem? {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.db")
            try FileManager.default.copyItem(atPath: fixture("optuna-4"), toPath: path)
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
            return try error(path, change)?.problem
        }
    }

    private func error(
        _ path: String, _ change: (inout OptunaImport.Request) -> Void = { _ in }
    ) throws -> OptunaFileError? {
        let store = InMemoryStore()
        do {
            _ = try OptunaImportTests.take(path, into: store, change: change)
            return nil
        } catch let error as OptunaFileError {
            #expect(try store.studies() == [])
            #expect(!error.fact.isEmpty && !error.remedy.isEmpty)
            return error
        }
    }

    // MARK: Files

    @Test func aFileThatIsNone() throws {
        try TemporaryFolder.with { folder in
            #expect(try error(folder.file("none.db"))?.problem == .missing)
            #expect(try error(folder.path)?.problem == .noFile)
            mkfifo(folder.file("pipe"), 0o600)
            #expect(try error(folder.file("pipe"))?.problem == .noFile)
            try #"{"op_code": 0, "study_name": "x"}"#.write(
                toFile: folder.file("journal.log"), atomically: false, encoding: .utf8)
            #expect(try error(folder.file("journal.log"))?.problem == .notSQLite)
            #expect(try error(folder.file("none.db"))?.isUnreadable == true)
            #expect(try error(folder.file("journal.log"))?.isUnreadable == false)
        }
    }

    @Test func aDamagedFile() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.db")
            var data = try Data(contentsOf: URL(fileURLWithPath: fixture("optuna-4")))
            data.replaceSubrange(1024..<data.count, with: Data(repeating: 0xA5, count: data.count - 1024))
            try data.write(to: URL(fileURLWithPath: path))
            guard case .unreadable? = try error(path)?.problem else { return #expect(Bool(false)) }
        }
    }

    @Test(arguments: ["-wal", "-journal"]) func aFileThatAProcessWorksOn(_ ending: String) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.db")
            try FileManager.default.copyItem(atPath: fixture("optuna-4"), toPath: path)
            try "changes".write(toFile: path + ending, atomically: false, encoding: .utf8)
            #expect(try error(path)?.problem == .inUse)
        }
    }

    /// Such a file is read without a file beside it.
    @Test func aFileInTheWALModeIsRead() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study #1?.db")
            try FileManager.default.copyItem(atPath: fixture("optuna-4"), toPath: path)
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try queue.close()
            let store = InMemoryStore()
            _ = try OptunaImportTests.take(path, into: store)
            #expect(try store.studies().count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["study #1?.db"])
        }
    }

    // MARK: Schemas

    @Test func otherSchemas() throws {
        #expect(try problem("DROP TABLE trials") == .notOptuna)
        #expect(try problem("DROP TABLE trial_values") == .notOptuna)
        #expect(try problem("DROP TABLE alembic_version") == .older(revision: "none"))
        #expect(try problem("UPDATE alembic_version SET version_num = 'v2.6.0.a'") == .older(revision: "v2.6.0.a"))
        #expect(try problem("UPDATE alembic_version SET version_num = 'v9.0.0.a'") == .unknown(revision: "v9.0.0.a"))
        #expect(try problem("DELETE FROM alembic_version") == .older(revision: "none"))
        #expect(OptunaFileError("s.db", .older(revision: "x")).remedy.contains("optuna storage upgrade"))
    }

    @Test(arguments: [
        ("CREATE VIEW spy AS SELECT * FROM trials", "spy"),
        ("CREATE TRIGGER spy AFTER INSERT ON trials BEGIN DELETE FROM trials; END", "spy"),
        ("ALTER TABLE trials ADD COLUMN large BLOB AS (zeroblob(1000000000))", "trials"),
    ])
    func code(_ sql: String, _ name: String) throws {
        #expect(try problem(sql) == .code(name))
    }

    // MARK: Studies

    @Test func theChoiceOfAStudy() throws {
        let second =
            "INSERT INTO studies VALUES (2, 'other'); INSERT INTO study_directions VALUES (2, 'MINIMIZE', 2, 0)"
        #expect(try problem(second) == .severalStudies(["searched", "other"]))
        #expect(try problem(second) { $0.study = "searched" } == nil)
        #expect(try problem("") { $0.study = "none" } == .noStudy("none", all: ["searched"]))
        #expect(try problem("DELETE FROM studies") == .empty)
        #expect(OptunaFileError("s.db", .severalStudies(["a"])).isUsage)
        #expect(!OptunaFileError("s.db", .empty).isUsage)
    }

    @Test func severalObjectives() throws {
        let sql = "INSERT INTO study_directions VALUES (9, 'MAXIMIZE', 1, 1)"
        #expect(try problem(sql) == .severalObjectives("searched", count: 2))
    }

    /// Studies that cannot be one here.
    @Test(arguments: [
        ("UPDATE studies SET study_name = 'my study'", "cannot name a study"),
        ("UPDATE trial_params SET param_name = 'parent' WHERE param_name = 'rate'", "'parent'"),
        ("UPDATE trial_params SET param_name = 'a{b}' WHERE param_name = 'rate'", "braces"),
        ("DELETE FROM trial_params", "no trial has a parameter"),
        (
            """
            UPDATE trial_params SET distribution_json = '{"name": "CategoricalDistribution", "attributes": {"choices": \
            ["", "b", "c", "d", "e"]}}' WHERE param_name = 'optimizer'
            """, "empty"
        ),
    ])
    func aStudyThatCannotBeOneHere(_ sql: String, _ word: String) throws {
        guard case .unusable(_, let rule, _)? = try problem(sql) else { return #expect(Bool(false), "\(sql)") }
        #expect(rule.contains(word), "\(rule)")
    }

    @Test func otherRequests() throws {
        for change in [
            { (request: inout OptunaImport.Request) in request.trials = 23 },
            { $0.trials = StudyDefinition.largestBudget + 1 }, { $0.name = "a/b" },
        ] {
            guard case .unusable? = try problem("", change) else { return #expect(Bool(false)) }
        }
        // A sampler that cannot search words says so.
        let words = "DELETE FROM trial_params WHERE param_name NOT IN ('optimizer')"
        guard case .unusable(_, _, let remedy)? = try problem(words, { $0.sampler = .model(.cmaes) }) else {
            return #expect(Bool(false))
        }
        #expect(!remedy.isEmpty)
    }

    // MARK: Rows

    @Test(arguments: [
        ("UPDATE trials SET state = 'DREAMING' WHERE trial_id = 3", "state"),
        ("UPDATE trials SET datetime_start = 'noon' WHERE trial_id = 3", "time"),
        ("UPDATE trials SET datetime_complete = x'00' WHERE trial_id = 3", "time"),
        ("UPDATE trial_params SET param_value = NULL WHERE trial_id = 3", "number"),
        ("UPDATE trial_params SET param_value = 9e999 WHERE trial_id = 3", "number"),
        ("UPDATE trial_params SET param_value = 99 WHERE param_name = 'optimizer'", "index of a choice"),
        ("UPDATE trial_params SET param_value = 0.5 WHERE param_name = 'bias'", "index of a choice"),
        ("UPDATE trial_params SET param_value = 1.5 WHERE param_name = 'layers'", "whole"),
        ("UPDATE trial_params SET distribution_json = '{}' WHERE param_name = 'rate'", "distribution"),
        ("UPDATE trial_params SET distribution_json = NULL WHERE param_name = 'rate'", "distribution"),
        (
            """
            UPDATE trial_params SET param_value = 0, distribution_json = '{"name": "CategoricalDistribution", \
            "attributes": {"choices": [null, "null"]}}' WHERE param_name = 'rate'
            """, "two choices"
        ),
        (
            """
            UPDATE trial_params SET param_value = 0, distribution_json = '{"name": "CategoricalDistribution", \
            "attributes": {"choices": ["a"]}}' WHERE param_name = 'rate' AND trial_id > 5
            """, "a number in some trials"
        ),
        ("UPDATE trial_values SET value = NULL WHERE trial_id = 1", "value"),
        ("UPDATE trial_values SET value_type = 'BIG' WHERE trial_id = 3", "type"),
        ("UPDATE trial_values SET objective = 1 WHERE trial_id = 3", "objectives"),
        ("UPDATE trial_intermediate_values SET step = -1 WHERE trial_id = 1 AND step = 1", "step"),
        ("UPDATE trial_user_attributes SET value_json = NULL WHERE trial_id = 3", "attribute"),
        ("UPDATE study_user_attributes SET value_json = NULL", "attribute"),
    ])
    func aRowThatOptunaDoesNotWrite(_ sql: String, _ word: String) throws {
        let problem = try problem(sql)
        guard case .row(let study, let what)? = problem else {
            return #expect(Bool(false), "\(String(describing: problem))")
        }
        #expect(study == "searched" && what.contains(word), "\(what)")
    }

    @Test func aNameThatIsTaken() throws {
        let store = InMemoryStore()
        _ = try OptunaImportTests.take(fixture("optuna-4"), into: store)
        #expect(throws: StudyError.self) { try OptunaImportTests.take(fixture("optuna-4"), into: store) }
        #expect(try store.studies().count == 1)
    }
}
