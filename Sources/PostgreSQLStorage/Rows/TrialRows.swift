import Foundation
import HyperparameterSearch
import StudyStorage

extension Trial {
    static let columns = """
        number, parameters, parent_study, parent_number, attempt, holder_id, run_id, state, value, bound, last_value, reason, \
        steps, started_at, finished_at, named_values
        """

    /// - Parameter row: a row that begins with these columns.
    init(_ row: inout ResultRow) throws {
        let number = try row.integer()
        let parameters = row.optionalText()
        let (study, parent) = (row.optionalText(), try row.optionalInteger())
        let attempt = try row.integer()
        let (holder, run) = (try row.optionalInteger(), try row.optionalInteger())
        self.init(
            number: number, parameters: try parameters.map(StoredJSON.parameters),
            parent: try Self.parent(study, parent), attempt: attempt,
            result: try run.map { try Result(&row, run: RunID(Int64($0))) }, holder: holder.map { RunID(Int64($0)) })
    }

    init(stored row: ResultRow) throws {
        var row = row
        try self.init(&row)
    }

    private static func parent(_ study: String?, _ number: Int?) throws -> TrialReference? {
        guard let study, let number else { return nil }
        guard let parent = TrialReference("\(study)/\(number)") else {
            throw StoredValueError("parent '\(study)/\(number)'")
        }
        return parent
    }
}

extension Trial.Result {
    /// - Parameter row: a row whose next columns are those from the state.
    fileprivate init(_ row: inout ResultRow, run: RunID) throws {
        let outcome = try Outcome(&row)
        self.init(
            outcome, values: [:], steps: try row.integer(),
            started: Date(timeIntervalSince1970: try row.real()),
            finished: Date(timeIntervalSince1970: try row.real()), run: run)
        values = try StoredJSON.numbers(row.text())
    }
}

extension Outcome {
    /// - Parameter row: a row whose next columns are those from the state to the reason.
    init(_ row: inout ResultRow) throws {
        let state = try row.text()
        let (value, bound, last) = (try row.optionalReal(), try row.optionalReal(), try row.optionalReal())
        let reason = row.optionalText()
        guard [value, bound, last].allSatisfy({ $0?.isFinite != false }) else {
            throw StoredValueError("a value that is not finite")
        }
        if state == TrialState.complete.rawValue, let value {
            self = .complete(value: value)
        } else if state == TrialState.pruned.rawValue, let pruning = Pruning(bound: bound, lastValue: last) {
            self = .pruned(pruning)
        } else if state == TrialState.failed.rawValue, let reason {
            self = .failed(reason: reason)
        } else {
            throw StoredValueError("trial state '\(state)' without what belongs to it")
        }
    }
}

/// Statements that write rows of trials, from arrays of columns.
struct TrialWriter {
    let connection: Connection
    let study: StudyID

    /// The columns of a result, in the order of ``results(_:)``, as the arrays `$3` and those after it.
    private static let resultArrays = """
        unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::float8[],
        $11::float8[], $12::float8[], $13::text[], $14::text[], $15::bigint[], $16::float8[], $17::float8[])
        AS n (\(resultColumns))
        """

    private static let resultColumns = """
        number, state, parameters, parent_study, parent_number, attempt, run_id, value, bound, last_value, reason,
        named_values, steps, started_at, finished_at
        """

    /// The end of an INSERT of results whose trials are stored: the results take the place of what is stored, and the attempt
    /// stays.
    ///
    /// It finds each trial by its key. An UPDATE that joins the results would leave the way to the planner, which reads all
    /// trials that the run holds, once for each result, where it believes that they are few.
    private static let inPlaceOfStored = """
        ON CONFLICT (study_id, number) DO UPDATE SET holder_id = NULL, \(assigned(
            ["state", "parameters", "parent_study", "parent_number", "run_id", "value", "bound", "last_value", "reason",
             "named_values", "steps", "started_at", "finished_at", "revision"]))
        """

    private static func assigned(_ columns: [String]) -> String {
        columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    }

    private static func results(_ records: [TrialRecord]) -> [Parameter] {
        [
            .integers(records.map(\.number)), .texts(records.map(\.state)), .texts(records.map(\.parameters)),
            .texts(records.map(\.parentStudy)), .integers(records.map(\.parentNumber)),
            .integers(records.map(\.attempt)), .integers(records.map { $0.run.map(Int.init) }),
            .reals(records.map(\.value)), .reals(records.map(\.bound)), .reals(records.map(\.lastValue)),
            .texts(records.map(\.reason)), .texts(records.map(\.namedValues)), .integers(records.map(\.steps)),
            .reals(records.map(\.startedAt)), .reals(records.map(\.finishedAt)),
        ]
    }

    /// Writes the first results of trials that a run holds, with everything that belongs to them, in one statement. Renews the
    /// run's lease.
    ///
    /// - Throws: ``ServerError`` with ``ServerError/isRefusedRow`` where the run has ended, asked for its trials, does not hold
    ///   one of them, or one has a result. Nothing is written then.
    static func record(
        _ records: [TrialRecord], heldBy run: RunID, lease: TimeInterval, as call: Connection.Call,
        _ connection: Connection
    ) throws {
        var parameters: [Parameter] =
            [run.parameter, .real(lease)] + results(records)
            + [.integer(call.connection), .integer(call.number), .integer(records.count)]
        let belongings = Belongings(of: records).inserts(into: &parameters)
        // The count of the trials that were not as expected is refused by the table of calls where it is not 0. PostgreSQL
        // gives a row that it has inserted, and not updated, the xmax 0.
        try connection.run(
            """
            WITH active AS MATERIALIZED (UPDATE runs SET \(PostgreSQLStore.renewal)
              WHERE id = $1 AND \(PostgreSQLStore.mayGoOn) AND description::json -> 'asked' IS NULL
              RETURNING \(PostgreSQLStore.activeColumns)),
            new AS MATERIALIZED (
              SELECT n.*, active.study_id, nextval('revisions') AS revision FROM active CROSS JOIN \(Self.resultArrays)),
            updated AS (
              INSERT INTO trials AS t (\(Self.resultColumns), study_id, revision) SELECT * FROM new
              \(Self.inPlaceOfStored) WHERE t.holder_id = $1 AND t.run_id IS NULL
              RETURNING xmax <> 0 AS was_stored),
            forgotten AS (
              DELETE FROM checkpoints USING active
              WHERE checkpoints.study_id = active.study_id AND number = ANY ($3))
            \(belongings.enumerated().map { ", belongings\($0) AS (\($1))" }.joined(separator: "\n"))
            INSERT INTO calls (connection, number, refused)
            SELECT $18, $19, $20 - (SELECT count(*) FROM updated WHERE was_stored)
            ON CONFLICT (connection) DO UPDATE
            SET number = excluded.number, made_at = excluded.made_at, refused = excluded.refused
            """, parameters)
    }

    /// Writes results in place of everything that is stored of the trials. No run holds the trials afterwards.
    func replace(_ records: [TrialRecord]) throws {
        try connection.run(
            """
            INSERT INTO trials AS t (\(Self.resultColumns), study_id, revision)
            SELECT n.*, $1::bigint, nextval('revisions') FROM \(Self.resultArrays) WHERE $2::bigint IS NULL
            \(Self.inPlaceOfStored), attempt = excluded.attempt
            """, [study.parameter, .integer(nil)] + Self.results(records))
        try forget(records.map(\.number), attributes: true)
        try writeBelongings(records)
    }

    /// Inserts trials with everything that belongs to them, held by nobody.
    func insert(_ records: [TrialRecord]) throws {
        try connection.run(
            """
            INSERT INTO trials (\(Self.resultColumns), study_id, revision)
            SELECT n.*, $1::bigint, nextval('revisions') FROM \(Self.resultArrays) WHERE $2::bigint IS NULL
            """, [study.parameter, .integer(nil)] + Self.results(records))
        try writeBelongings(records)
    }

    /// Deletes what belongs to trials in other tables.
    func forget(_ numbers: [Int], attributes: Bool) throws {
        try connection.run(
            """
            WITH a AS (DELETE FROM traces WHERE study_id = $1 AND number = ANY ($2)),
            b AS (DELETE FROM artifacts WHERE study_id = $1 AND number = ANY ($2)),
            c AS (DELETE FROM checkpoints WHERE study_id = $1 AND number = ANY ($2)),
            d AS (DELETE FROM intermediate_values WHERE study_id = $1 AND number = ANY ($2))
            DELETE FROM trial_attributes WHERE study_id = $1 AND number = ANY ($2) AND $3
            """, [study.parameter, .integers(numbers), .boolean(attributes)])
    }

    /// Writes the rows of other tables. Only intermediate values of the trials may be there already.
    private func writeBelongings(_ records: [TrialRecord]) throws {
        let belongings = Belongings(of: records)
        guard !belongings.isEmpty else { return }
        var parameters = [study.parameter]
        let inserts = belongings.inserts(into: &parameters)
        try connection.run(
            """
            WITH active AS (SELECT $1::bigint AS study_id)
            \(inserts.enumerated().map { ", belongings\($0) AS (\($1))" }.joined(separator: "\n"))
            SELECT 1
            """, parameters)
    }

    /// Writes intermediate values of a trial in place of earlier ones of the same step.
    func writeIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int) throws {
        var record = TrialRecord(number, of: study, state: "", attempt: 1)
        record.intermediateValues = values
        try writeBelongings([record])
    }
}
