import GRDB

/// Schema 6. A view of all trials for other programs: notebooks, DuckDB, Datasette. Settle itself does not read it.
enum Migration6 {
    static let name = "6 a view of all trials"

    /// The name of the view, which is public: docs/notebooks.md describes its columns.
    static let viewName = "trial_table"

    /// One row for each trial of each study. Times are UTC, in the form 2026-11-27T17:00:00.000Z.
    static let view = """
        CREATE VIEW trial_table AS
        SELECT
          studies.name AS study,
          trials.number AS number,
          trials.state AS state,
          trials.value AS value,
          trials.bound AS bound,
          trials.last_value AS last_value,
          trials.reason AS reason,
          trials.steps AS steps,
          trials.attempt AS attempt,
          strftime('%Y-%m-%dT%H:%M:%fZ', trials.started_at, 'unixepoch') AS started,
          strftime('%Y-%m-%dT%H:%M:%fZ', trials.finished_at, 'unixepoch') AS finished,
          trials.finished_at - trials.started_at AS seconds,
          trials.parameters AS parameters,
          trials.named_values AS named_values,
          trials.parent_study || '/' || trials.parent_number AS parent,
          coalesce(trials.run_id, trials.holder_id) AS run
        FROM trials JOIN studies ON studies.id = trials.study_id
        """

    static func migrate(_ database: Database) throws {
        try database.execute(sql: view)
    }
}
