import GRDB
import HyperparameterSearch
import TestSupport
import Testing

@testable import StudyStorage

/// The schema refuses invalid rows, whichever program writes them.
@Suite struct SchemaTests {
    /// In a database of `SampleStudies`: study 1 is `low`, trial 0 complete, 1 pruned, 2 failed, 3 and 4 waiting.
    static let illegal = [
        "INSERT INTO studies (name, definition, direction, budget, created_at) VALUES ('low', '', 'minimize', 1, 0)",
        "INSERT INTO studies (name, definition, direction, budget, created_at) VALUES ('', '', 'minimize', 1, 0)",
        "INSERT INTO studies (name, definition, direction, budget, created_at) VALUES ('s', '', 'sideways', 1, 0)",
        "INSERT INTO studies (name, definition, direction, budget, created_at) VALUES ('s', '', 'minimize', 0, 0)",
        "INSERT INTO studies (name, definition, direction, budget, created_at) VALUES ('s', '', 'minimize', 'x', 0)",
        "UPDATE trials SET state = 'thinking' WHERE number = 0",
        "UPDATE trials SET value = NULL WHERE number = 0",
        "UPDATE trials SET value = 'low' WHERE number = 0",
        "UPDATE trials SET value = 1 WHERE number = 1",
        "UPDATE trials SET value = 1 WHERE number = 3",
        "UPDATE trials SET bound = NULL WHERE number = 1",
        "UPDATE trials SET bound = 1 WHERE number = 0",
        "UPDATE trials SET reason = NULL WHERE number = 2",
        "UPDATE trials SET parameters = NULL WHERE number = 0",
        "UPDATE trials SET parameters = '{' WHERE number = 0",
        "UPDATE trials SET holder_id = 1 WHERE number = 0",
        "UPDATE trials SET holder_id = 1 WHERE number = 3",
        "UPDATE trials SET holder_id = 99 WHERE number = 1",
        "UPDATE trials SET state = 'claimed' WHERE number = 3",
        "UPDATE trials SET attempt = 0 WHERE number = 0",
        "UPDATE trials SET last_value = 1 WHERE number = 0",
        "UPDATE trials SET checksum = -1 WHERE number = 0",
        "UPDATE trials SET checksum = 7 WHERE number = 3",
        "UPDATE trials SET row_checksum = -1 WHERE number = 3",
        "UPDATE runs SET row_checksum = 4294967296",
        "INSERT INTO intermediate_values (study_id, number, step, value) VALUES (1, 99, 1, 0.5)",
        "INSERT INTO intermediate_values (study_id, number, step, value) VALUES (1, 0, -1, 0.5)",
        "INSERT INTO intermediate_values (study_id, number, step, value) VALUES (1, 0, 1, NULL)",
        "INSERT INTO study_attributes (study_id, name, value) VALUES (1, 'a', '{')",
        "INSERT INTO study_attributes (study_id, name, value) VALUES (99, 'a', '1')",
        "INSERT INTO trial_attributes (study_id, number, name, value) VALUES (1, 0, '', '1')",
        "INSERT INTO trial_attributes (study_id, number, name, value) VALUES (1, 99, 'a', '1')",
        "UPDATE trials SET named_values = 'x' WHERE number = 0",
        "UPDATE trials SET steps = -1 WHERE number = 0",
        "UPDATE trials SET finished_at = NULL WHERE number = 0",
        "UPDATE trials SET run_id = NULL WHERE number = 0",
        "UPDATE trials SET run_id = 1 WHERE number = 3",
        "UPDATE trials SET run_id = 99 WHERE number = 0",
        "UPDATE trials SET number = -1 WHERE number = 0",
        "UPDATE trials SET number = 1 WHERE number = 0",
        "INSERT INTO trials (study_id, number, state, revision) VALUES (99, 0, 'waiting', 0)",
        "UPDATE runs SET ending = 'happily'",
        "UPDATE runs SET ending = NULL",
        "UPDATE runs SET ended_at = NULL",
        "UPDATE runs SET description = 'x'",
        "DELETE FROM runs",
        "INSERT INTO traces (study_id, number, trace) VALUES (1, 99, x'00')",
        "INSERT INTO traces (study_id, number, trace) VALUES (1, 1, 'text')",
        "UPDATE trials SET parent_study = 'low' WHERE number = 1",
        "UPDATE trials SET parent_number = 0 WHERE number = 1",
        "UPDATE trials SET parent_study = NULL WHERE number = 0",
        "UPDATE trials SET parent_number = NULL WHERE number = 0",
        "UPDATE trials SET parent_study = '' WHERE number = 0",
        "UPDATE trials SET parent_number = -1 WHERE number = 0",
        "UPDATE trials SET parent_number = 'x' WHERE number = 0",
        "UPDATE trials SET parameters = NULL, parent_study = 'low', parent_number = 0 WHERE number = 3",
        "INSERT INTO artifacts (study_id, number, name, data) VALUES (1, 99, 'a', x'00')",
        "INSERT INTO artifacts (study_id, number, name, data) VALUES (1, 0, 'weights', x'00')",
        "INSERT INTO artifacts (study_id, number, name, data) VALUES (1, 0, 'a', 'text')",
        "INSERT INTO artifacts (study_id, number, name, data) VALUES (1, 0, NULL, x'00')",
        "INSERT INTO artifacts (study_id, number, name) VALUES (1, 0, 'a')",
        "INSERT INTO checkpoints (study_id, number, step, data) VALUES (1, 99, 1, x'00')",
        "INSERT INTO checkpoints (study_id, number, step, data) VALUES (1, 3, 1, x'00')",
        "INSERT INTO checkpoints (study_id, number, step, data) VALUES (1, 4, -1, x'00')",
        "INSERT INTO checkpoints (study_id, number, step, data) VALUES (1, 4, 1, 'text')",
        "UPDATE checkpoints SET data = NULL",
        "UPDATE runs SET lapses = -1",
        "INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES (1, 99, 1, 0, 'value')",
        "INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES (1, 0, 99, 0, 'value')",
        "INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES (1, 0, 1, 0, '')",
    ]

    @Test(arguments: illegal) func refusesWhatIsNotTrue(_ sql: String) throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let run = try SampleStudies.record(in: store)
            let queue = try DatabaseQueue(path: folder.file("s.sqlite"))
            let error = #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT)
            try SampleStudies.check(store, run: run)
        }
    }

    /// Lists of any length stay quick to read: only the order by time needs a sort of all trials.
    @Test func theBestAndThePagesAreReadByIndex() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let queries = [
                "SELECT * FROM trials WHERE study_id = 1 AND value IS NOT NULL ORDER BY value ASC, number LIMIT 10",
                "SELECT * FROM trials WHERE study_id = 1 ORDER BY number LIMIT 10 OFFSET 10",
                "SELECT * FROM trials WHERE study_id = 1 AND state IN ('failed') ORDER BY number LIMIT 10",
                "SELECT * FROM trials WHERE study_id = 1 AND revision > 5 ORDER BY revision LIMIT 10",
            ]
            for query in queries {
                let plan = try store.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + query) }
                    .map { row in row["detail"] as String }.joined(separator: "; ")
                #expect(!plan.contains("TEMP B-TREE") && plan.contains("INDEX"), "\(query): \(plan)")
            }
        }
    }
}
