import GRDB

/// The tables, as a sequence of migrations. A released migration is never changed; a later change is a new migration.
///
/// The schema enforces the rules of trials: the number is unique in its study, each state has exactly the columns that
/// belong to it, and all rows of a trial are deleted with it.
enum Schema {
    /// "Setl", the mark in SQLite's header that distinguishes settle's files from those of other programs.
    static let applicationID: Int32 = 0x5365_746C

    static var migrator: DatabaseMigrator {
        // A file with a row that refers to nothing is migrated all the same: a check tells of it, and a merge can leave it out.
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("1 studies, runs, trials, traces") { database in
            try database.execute(sql: firstTables)
        }
        migrator.registerMigration("2 parents, artifacts, checkpoints") { database in
            try database.execute(sql: longTrials)
        }
        migrator.registerMigration("3 runs beside runs, conflicts") { database in
            try database.execute(sql: manyRuns)
        }
        migrator.registerMigration(Migration4.name, migrate: Migration4.migrate)
        migrator.registerMigration(Migration5.name, migrate: Migration5.migrate)
        migrator.registerMigration(Migration6.name, migrate: Migration6.migrate)
        migrator.registerMigration(Migration7.name, migrate: Migration7.migrate)
        return migrator
    }

    /// Whether this version can read a file as it is. What later migrations add is not missed: a view for other programs,
    /// and a table of claims, without which there are none.
    static func hasAllTables(_ database: Database) throws -> Bool {
        try migrator.appliedIdentifiers(database).contains(Migration5.name)
    }

    private static let firstTables = """
        CREATE TABLE studies (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
          definition TEXT NOT NULL,
          direction TEXT NOT NULL CHECK (direction IN ('minimize', 'maximize')),
          budget INTEGER NOT NULL CHECK (budget >= 1),
          next_number INTEGER NOT NULL DEFAULT 0 CHECK (next_number >= 0),
          revision INTEGER NOT NULL DEFAULT 0,
          created_at REAL NOT NULL
        ) STRICT;

        CREATE TABLE runs (
          id INTEGER PRIMARY KEY,
          study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
          description TEXT NOT NULL CHECK (json_valid(description)),
          started_at REAL NOT NULL,
          lease_expires_at REAL NOT NULL,
          ended_at REAL,
          ending TEXT CHECK (ending IN ('finished', 'interrupted', 'failed', 'abandoned')),
          CHECK ((ended_at IS NULL) = (ending IS NULL))
        ) STRICT;
        CREATE INDEX runs_by_study ON runs (study_id);
        CREATE UNIQUE INDEX one_run_at_a_time ON runs (study_id) WHERE ended_at IS NULL;

        CREATE TABLE trials (
          study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 0),
          state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'complete', 'pruned', 'failed')),
          run_id INTEGER REFERENCES runs,
          parameters TEXT CHECK (parameters IS NULL OR json_valid(parameters)),
          value REAL,
          bound REAL,
          reason TEXT,
          named_values TEXT CHECK (named_values IS NULL OR json_valid(named_values)),
          steps INTEGER CHECK (steps >= 0),
          started_at REAL,
          finished_at REAL,
          revision INTEGER NOT NULL,
          PRIMARY KEY (study_id, number),
          CHECK ((state = 'waiting') = (run_id IS NULL)),
          CHECK ((state = 'complete') = (value IS NOT NULL)),
          CHECK ((state = 'pruned') = (bound IS NOT NULL)),
          CHECK ((state = 'failed') = (reason IS NOT NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (parameters IS NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (steps IS NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (named_values IS NULL)),
          CHECK ((state IN ('waiting', 'claimed')) = (finished_at IS NULL))
        ) STRICT;
        CREATE INDEX trials_by_state ON trials (study_id, state, number);
        CREATE INDEX trials_by_value ON trials (study_id, value, number) WHERE value IS NOT NULL;
        CREATE INDEX trials_by_bound ON trials (study_id, bound) WHERE bound IS NOT NULL;
        CREATE INDEX trials_by_revision ON trials (study_id, revision);
        CREATE INDEX trials_claimed ON trials (run_id) WHERE state = 'claimed';

        -- Apart from the trials, so that lists of trials stay short to read.
        CREATE TABLE traces (
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          trace BLOB NOT NULL,
          PRIMARY KEY (study_id, number),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;
        """

    private static let longTrials = """
        ALTER TABLE trials ADD COLUMN parent_study TEXT
          CHECK (parent_study IS NULL OR length(parent_study) BETWEEN 1 AND 100)
          CHECK (parent_study IS NULL OR state NOT IN ('waiting', 'claimed'));
        ALTER TABLE trials ADD COLUMN parent_number INTEGER
          CHECK (parent_number >= 0)
          CHECK ((parent_number IS NULL) = (parent_study IS NULL));

        CREATE TABLE artifacts (
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          name TEXT NOT NULL,
          data BLOB NOT NULL,
          PRIMARY KEY (study_id, number, name),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;

        -- Of trials that have not ended; a transaction that ends one deletes its own.
        CREATE TABLE checkpoints (
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          step INTEGER NOT NULL CHECK (step >= 0),
          data BLOB NOT NULL,
          PRIMARY KEY (study_id, number),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;
        """

    private static let manyRuns = """
        DROP INDEX one_run_at_a_time;
        CREATE INDEX runs_at_work ON runs (study_id) WHERE ended_at IS NULL;
        -- How often the run was taken for dead, and went on.
        ALTER TABLE runs ADD COLUMN lapses INTEGER NOT NULL DEFAULT 0 CHECK (lapses >= 0);

        -- The last run's id, its study's deletion included: what a run that slept says is never taken for a later one's.
        CREATE TABLE last_run (id INTEGER NOT NULL) STRICT;
        INSERT INTO last_run (id) SELECT coalesce(max(id), 0) FROM runs;

        -- Results that differ from what another run had recorded for the same trial.
        CREATE TABLE conflicts (
          id INTEGER PRIMARY KEY,
          study_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          run_id INTEGER NOT NULL REFERENCES runs,
          found_at REAL NOT NULL,
          difference TEXT NOT NULL CHECK (length(difference) > 0),
          FOREIGN KEY (study_id, number) REFERENCES trials ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX conflicts_by_trial ON conflicts (study_id, number);
        CREATE INDEX conflicts_by_run ON conflicts (run_id);
        """
}
