import GRDB
import HyperparameterSearch
import StudyStorage

/// Copies of a database's studies in SQLite files, and of files in a database.
extension PostgreSQLStore {
    /// Copies all studies, as they are at one moment, to an SQLite file. Runs may work on them meanwhile. The file replaces
    /// an earlier copy at once.
    ///
    /// - Throws: `DatabaseTargetError` where the file cannot be written, ``PostgreSQLError``. Nothing is written then.
    /// - Returns: the contents of the file.
    public func copy(to path: String) throws -> StorageContents {
        try readAtOnce(isRepeatable: false) { try copy(to: path, $0) }
    }

    private func copy(to path: String, _ connection: Connection) throws -> StorageContents {
        try StorageTables.write(to: path) { file in
            var last = try connection.run("SELECT coalesce(max(id), 0) FROM runs").first
            try file.insert(into: "last_run", ["id"], [try (last?.integer() ?? 0).databaseValue])
            for table in StoredTable.all where !table.isWrittenWithTrials {
                if table.name == "trials" {
                    let studies = try connection.run("SELECT id FROM studies ORDER BY id").map { try $0.integer() }
                    for study in studies { try copyTrials(of: StudyID(Int64(study)), to: file, connection) }
                    continue
                }
                // The study's revision in a file is the last one of its trials.
                let isStudies = table.name == "studies"
                let revision = "(SELECT coalesce(max(revision), 0) FROM trials WHERE study_id = studies.id)"
                let names = table.columnNames + (isStudies ? ["revision"] : [])
                let columns = table.columnNames.joined(separator: ", ") + (isStudies ? ", \(revision)" : "")
                let select = "SELECT \(columns) FROM \(table.name) ORDER BY \(table.order)"
                try connection.scan(select, rowsAtOnce: table.rowsAtOnce) { rows in
                    for index in 0..<rows.count {
                        var row = rows[index]
                        var values = try table.values(&row)
                        if isStudies { values.append(try row.integer().databaseValue) }
                        try file.insert(into: table.name, names, values)
                    }
                }
            }
        }
    }

    private func copyTrials(of study: StudyID, to file: StorageTables.Filling, _ connection: Connection) throws {
        let select = "SELECT \(TrialRecord.columns) FROM trials WHERE study_id = $1 ORDER BY number"
        try connection.scan(select, [study.parameter], rowsAtOnce: 250) { rows in
            var trials = try rows.map { row in
                (
                    holder: try row.optionalInteger().map(Int64.init), revision: Int64(try row.integer()),
                    record: try TrialRecord(&row, of: study)
                )
            }.map { (record: $0.record, holder: $0.holder, revision: $0.revision) }
            guard let first = trials.first?.record.number, let last = trials.last?.record.number else { return }
            let indices = Dictionary(uniqueKeysWithValues: trials.enumerated().map { ($1.record.number, $0) })
            let add = {
                (
                    columns: String, table: String, order: String,
                    take: (inout TrialRecord, inout ResultRow) throws -> Void
                ) in
                let found = try connection.run(
                    """
                    SELECT number, \(columns) FROM \(table) WHERE study_id = $1 AND number BETWEEN $2 AND $3
                    ORDER BY number, \(order)
                    """, [study.parameter, .integer(first), .integer(last)])
                for index in 0..<found.count {
                    var row = found[index]
                    guard let trial = indices[try row.integer()] else { continue }
                    try take(&trials[trial].record, &row)
                }
            }
            try add("trace", "traces", "number") { $0.trace = try $1.data() }
            try add("name, data", "artifacts", "name") { $0.artifacts.append((try $1.text(), try $1.data())) }
            try add("name, value", "trial_attributes", "name") { $0.attributes.append((try $1.text(), try $1.text())) }
            try add("step, value", "intermediate_values", "step") {
                $0.intermediateValues.append(IntermediateValue(step: try $1.integer(), value: try $1.real()))
            }
            try file.insert(trials, of: study)
        }
    }

    /// Replaces all studies by those of an SQLite file that is made from them, in one transaction: the database has all of
    /// the file afterwards, or is as it was. Studies and runs get new IDs, which none of the database has had.
    ///
    /// - Parameters:
    ///   - place: the path of a file to which the studies of the database are copied.
    ///   - merge: makes the file whose studies take their place; returns its path. Nil is passed where the database has no
    ///     studies.
    /// - Throws: `StudyError.busy` while a run works on a study of the database, what `merge` throws,
    ///   ``PostgreSQLError``.
    /// - Returns: the contents of the database before.
    public func replaceStudies(
        copiedTo place: String, _ merge: (_ own: String?) throws -> String
    ) throws -> StorageContents {
        var hasBegun = false
        return try write { connection in
            // What `merge` writes is written once.
            guard !hasBegun else {
                throw PostgreSQLError.lost(server: server.name, seconds: 0, detail: "within a merge")
            }
            hasBegun = true
            try connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            try connection.execute("LOCK TABLE studies, runs, trials IN SHARE ROW EXCLUSIVE MODE")
            let studies = try Self.studies(connection, "ORDER BY name")
            for study in studies {
                if let run = try runsAtWork(on: study.id, connection).first(where: { !$0.isDead }) {
                    throw StudyError.busy(run.record)
                }
            }
            let before = try copy(to: place, connection)
            let merged = try merge(studies.isEmpty ? nil : place)
            for table in StoredTable.all.reversed() { try connection.execute("DELETE FROM \(table.name)") }
            try insertAll(of: merged, connection)
            return before
        }
    }

    private func insertAll(of path: String, _ connection: Connection) throws {
        var ids: [String: Int] = [:]
        for (sequence, key) in [("studies_id_seq", "study"), ("runs_id_seq", "run"), ("revisions", "revision")] {
            var row = try connection.run("SELECT last_value FROM \(sequence)").first
            ids[key] = try row?.integer() ?? 0
        }
        let offsets = [
            "study_id": ids["study"], "run_id": ids["run"], "holder_id": ids["run"], "revision": ids["revision"],
        ]
        try StorageTables.read(path) { rows in
            for table in StoredTable.all {
                let added = table.columnNames.map { column in
                    column == "id" ? (table.name == "runs" ? ids["run"] : ids["study"]) : offsets[column] ?? nil
                }
                var batch: [[DatabaseValue]] = []
                try rows(table.name, table.columnNames) { values in
                    batch.append(
                        zip(values, added).map { value, offset in
                            guard let offset, let id = Int.fromDatabaseValue(value) else { return value }
                            return (id + offset).databaseValue
                        })
                    guard batch.count == table.rowsAtOnce else { return }
                    try table.insert(batch, connection)
                    batch = []
                }
                try table.insert(batch, connection)
            }
        }
        try connection.run(
            """
            SELECT setval('studies_id_seq', greatest($1, (SELECT max(id) FROM studies)) + 1, false),
            setval('runs_id_seq', greatest($2, (SELECT max(id) FROM runs)) + 1, false),
            setval('revisions', greatest($3, (SELECT max(revision) FROM trials)) + 1, false)
            """, ["study", "run", "revision"].map { .integer(ids[$0]) })
    }
}

extension Connection {
    /// Calls `body` with the rows of a query, some at a time, within a transaction.
    fileprivate func scan(
        _ select: String, _ parameters: [Parameter] = [], rowsAtOnce: Int, _ body: (ResultRows) throws -> Void
    ) throws {
        try run("DECLARE copied CURSOR FOR \(select)", parameters)
        while true {
            let rows = try run("FETCH \(rowsAtOnce) FROM copied")
            try body(rows)
            if rows.count < rowsAtOnce { break }
        }
        try execute("CLOSE copied")
    }
}

extension TrialRecord {
    /// Of the table of trials, after the holder and the revision.
    fileprivate static let columns = """
        holder_id, revision, number, state, attempt, parameters, parent_study, parent_number, run_id, value, bound, \
        last_value, reason, named_values, steps, started_at, finished_at
        """

    /// - Parameter row: a row whose next columns are those from the number.
    fileprivate init(_ row: inout ResultRow, of study: StudyID) throws {
        self.init(try row.integer(), of: study, state: try row.text(), attempt: try row.integer())
        (parameters, parentStudy, parentNumber) = (row.optionalText(), row.optionalText(), try row.optionalInteger())
        run = try row.optionalInteger().map(Int64.init)
        (value, bound, lastValue) = (try row.optionalReal(), try row.optionalReal(), try row.optionalReal())
        (reason, namedValues, steps) = (row.optionalText(), row.optionalText(), try row.optionalInteger())
        (startedAt, finishedAt) = (try row.optionalReal(), try row.optionalReal())
    }
}
