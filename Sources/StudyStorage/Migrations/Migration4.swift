import Foundation
import GRDB
import HyperparameterSearch

/// Schema 4. Parameters are stored when a trial is claimed. A pruned trial stays pruned while it is evaluated again.
/// Intermediate values and attributes have tables. Attempts are counted, and each result has a checksum.
enum Migration4 {
    static let name = "4 parameters at claim, intermediate values, attributes, checksums"

    static func migrate(_ database: Database) throws {
        // Rows that break a rule of the older schema are copied as they are, for a check to tell of.
        try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
        try database.execute(sql: rebuild)
        try database.execute(sql: "PRAGMA ignore_check_constraints = OFF")
        try writeChecksums(database)
    }

    /// Gives the results of earlier versions the checksums of their present rows. A result that cannot be read gets
    /// none, and a check reports it.
    private static func writeChecksums(_ database: Database) throws {
        let keys = try Row.fetchAll(
            database, sql: "SELECT study_id, number FROM trials WHERE run_id IS NOT NULL ORDER BY study_id, number")
        for key in keys {
            let (study, number): (Int64, Int) = (key["study_id"], key["number"])
            do {
                guard let record = try TrialRecord(number, of: StudyID(study), in: database) else { continue }
                try record.saveChecksum(database)
            } catch is DecodingError {
                continue
            } catch is RowDecodingError {
                continue
            }
        }
    }

    private static let rebuild = """
        ALTER TABLE studies ADD COLUMN fingerprint TEXT;

        CREATE TABLE rebuilt_trials (
          study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 0),
          state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'complete', 'pruned', 'failed')),
          parameters TEXT CHECK (parameters IS NULL OR json_valid(parameters)),
          parent_study TEXT CHECK (parent_study IS NULL OR length(parent_study) BETWEEN 1 AND 100),
          parent_number INTEGER CHECK (parent_number >= 0),
          attempt INTEGER NOT NULL DEFAULT 1 CHECK (attempt >= 1),
          -- The run that works on the trial now.
          holder_id INTEGER REFERENCES runs,
          -- The run that made the result.
          run_id INTEGER REFERENCES runs,
          value REAL,
          bound REAL,
          -- A pruned trial's last intermediate value.
          last_value REAL,
          reason TEXT,
          named_values TEXT CHECK (named_values IS NULL OR json_valid(named_values)),
          steps INTEGER CHECK (steps >= 0),
          started_at REAL,
          finished_at REAL,
          -- CRC-32 of all that is kept of a result.
          checksum INTEGER CHECK (checksum BETWEEN 0 AND 4294967295),
          revision INTEGER NOT NULL,
          PRIMARY KEY (study_id, number),
          CHECK (state <> 'waiting' OR holder_id IS NULL),
          CHECK (state <> 'claimed' OR holder_id IS NOT NULL),
          CHECK (state NOT IN ('complete', 'failed') OR holder_id IS NULL),
          CHECK ((state IN ('waiting', 'claimed')) = (run_id IS NULL)),
          CHECK ((state = 'complete') = (value IS NOT NULL)),
          CHECK ((state = 'pruned') = (bound IS NOT NULL OR last_value IS NOT NULL)),
          CHECK ((state = 'failed') = (reason IS NOT NULL)),
          CHECK (state IN ('waiting', 'claimed') OR parameters IS NOT NULL),
          CHECK ((parent_study IS NULL) = (parent_number IS NULL)),
          CHECK (parent_study IS NULL OR parameters IS NOT NULL),
          CHECK ((state IN ('waiting', 'claimed')) = (steps IS NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (named_values IS NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (finished_at IS NULL)),
          CHECK (checksum IS NULL OR run_id IS NOT NULL)
        ) STRICT;
        INSERT INTO rebuilt_trials (
          study_id, number, state, parameters, parent_study, parent_number, holder_id, run_id, value, bound, reason,
          named_values, steps, started_at, finished_at, revision)
        SELECT study_id, number, state, parameters, parent_study, parent_number,
          CASE state WHEN 'claimed' THEN run_id END, CASE state WHEN 'claimed' THEN NULL ELSE run_id END, value, bound,
          reason, named_values, steps, started_at, finished_at, revision
        FROM trials;
        DROP TABLE trials;
        ALTER TABLE rebuilt_trials RENAME TO trials;
        CREATE INDEX trials_by_state ON trials (study_id, state, number);
        CREATE INDEX trials_by_value ON trials (study_id, value, number) WHERE value IS NOT NULL;
        CREATE INDEX trials_by_bound ON trials (study_id, bound) WHERE bound IS NOT NULL;
        CREATE INDEX trials_without_bound ON trials (study_id, number) WHERE state = 'pruned' AND bound IS NULL;
        CREATE INDEX trials_by_revision ON trials (study_id, revision);
        CREATE INDEX trials_held ON trials (holder_id) WHERE holder_id IS NOT NULL;

        CREATE TABLE intermediate_values (
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          step INTEGER NOT NULL CHECK (step >= 0),
          value REAL NOT NULL,
          PRIMARY KEY (study_id, number, step),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;

        -- JSON that other tools attach.
        CREATE TABLE study_attributes (
          study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
          value TEXT NOT NULL CHECK (json_valid(value)),
          PRIMARY KEY (study_id, name)
        ) STRICT;
        CREATE TABLE trial_attributes (
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
          value TEXT NOT NULL CHECK (json_valid(value)),
          PRIMARY KEY (study_id, number, name),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;
        """
}
