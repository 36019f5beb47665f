import GRDB

/// Schema 7. New trials that a run has claimed are one row for all of them, until they have results.
enum Migration7 {
    static let name = "7 claims of many new trials in one row"

    /// The view of all trials, with the trials that have no row of their own.
    static let view = """
        \(Migration6.view)
        UNION ALL
        SELECT
          studies.name, claims.number + claimed.key, 'claimed', NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL,
          claimed.value, NULL, NULL, claims.run_id
        FROM claims JOIN studies ON studies.id = claims.study_id JOIN json_each(claims.parameters) AS claimed
        WHERE NOT EXISTS (
          SELECT 1 FROM trials
          WHERE trials.study_id = claims.study_id AND trials.number = claims.number + claimed.key)
        """

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                -- Consecutive new trials that a run has claimed. A trial that has a row of its own is no longer among them.
                CREATE TABLE claims (
                  id INTEGER PRIMARY KEY,
                  study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
                  -- The number of the first trial.
                  number INTEGER NOT NULL CHECK (number >= 0),
                  count INTEGER NOT NULL CHECK (count >= 1),
                  -- The run that works on the trials.
                  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
                  -- An array with the parameters of each trial, in order of number.
                  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
                  -- The revision of the first trial. Those of the others follow.
                  revision INTEGER NOT NULL,
                  \(RowChecksum.column) INTEGER CHECK (\(RowChecksum.column) BETWEEN 0 AND 4294967295)
                ) STRICT;
                CREATE INDEX claims_by_study ON claims (study_id, number);
                DROP VIEW IF EXISTS \(Migration6.viewName);
                \(view);
                """)
    }
}
