import Foundation
import GRDB
import HyperparameterSearch

/// One study of an Optuna storage, read within one transaction.
struct OptunaStudy {
    let path: String
    let study: OptunaFile.Study
    let direction: Direction
    /// The zone of the trials' times.
    let zone: TimeZone
    /// JSON texts.
    let userAttributes: [(key: String, text: String)]
    let systemAttributes: [(key: String, text: String)]
    private let database: Database

    /// - Parameter localZone: the zone of the times that versions before 5 wrote.
    /// - Throws: ``OptunaFileError`` where the study has several objectives.
    init(_ study: OptunaFile.Study, path: String, localZone: TimeZone, in database: Database) throws {
        (self.path, self.study, self.database) = (path, study, database)
        let directions = try String.fetchAll(
            database, sql: "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
            arguments: [study.id])
        guard directions.count == 1 else {
            throw OptunaFileError(path, .severalObjectives(study.name, count: directions.count))
        }
        direction = directions[0] == "MAXIMIZE" ? .maximize : .minimize
        let library = try String.fetchOne(database, sql: "SELECT library_version FROM version_info") ?? ""
        let release = library.split(separator: ".").first.flatMap { Int($0) } ?? 0
        zone = release < 5 ? localZone : .gmt
        let attributes = { (table: String) in
            try Row.fetchAll(
                database, sql: "SELECT \"key\", value_json FROM \(table) WHERE study_id = ? ORDER BY 1",
                arguments: [study.id]
            ).map { (key: try $0.text(0, "an attribute's key"), text: try $0.text(1, "an attribute")) }
        }
        do {
            userAttributes = try attributes("study_user_attributes")
            systemAttributes = try attributes("study_system_attributes")
        } catch let error as UnexpectedRow {
            throw OptunaFileError(path, .row(study: study.name, error.what))
        }
    }

    /// Calls `body` with each trial, in the order in which the trials were made.
    ///
    /// - Throws: ``OptunaFileError`` where a row cannot be read, and what `body` throws.
    func visitTrials(_ body: (OptunaTrial) throws -> Void) throws {
        var reader = try reading { try OptunaTrialReader(of: study.id, in: database) }
        while let trial = try reading({ try reader.next() }) { try body(trial) }
    }

    /// Turns errors of the file into ones that name it, so that they are not taken for errors of the store.
    private func reading<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try OptunaFile.explaining(path, body)
        } catch let error as UnexpectedRow {
            throw OptunaFileError(path, .row(study: study.name, error.what))
        }
    }
}

/// Reads the trials of a study one by one, with the rows of all tables that belong to them.
private struct OptunaTrialReader {
    private let trials: RowCursor
    private var parameters: OptunaRows
    private var values: OptunaRows
    private var intermediateValues: OptunaRows
    private var userAttributes: OptunaRows
    private var systemAttributes: OptunaRows
    private var index = 0

    init(of study: Int64, in database: Database) throws {
        let rows = { (table: String, columns: String, order: String) in
            try OptunaRows(table, columns, order: order, of: study, in: database)
        }
        trials = try Row.fetchCursor(
            database,
            sql: """
                SELECT trial_id, state, datetime_start, datetime_complete FROM trials WHERE study_id = ?
                ORDER BY trial_id
                """,
            arguments: [study])
        parameters = try rows("trial_params", "param_name, param_value, distribution_json", "param_id")
        values = try rows("trial_values", "objective, value, value_type", "objective")
        intermediateValues = try rows(
            "trial_intermediate_values", "step, intermediate_value, intermediate_value_type", "step")
        userAttributes = try rows("trial_user_attributes", "\"key\", value_json", "2")
        systemAttributes = try rows("trial_system_attributes", "\"key\", value_json", "2")
    }

    mutating func next() throws -> OptunaTrial? {
        guard let row = try trials.next() else { return nil }
        guard let id = Int64.fromDatabaseValue(row[0]) else { throw UnexpectedRow(what: "a trial without an ID") }
        let name = "trial \(index)"
        let word = try row.text(1, "\(name) with a state")
        guard let state = OptunaTrial.State(rawValue: word) else {
            throw UnexpectedRow(what: "\(name) with the state '\(word.prefix(20))'")
        }
        var trial = OptunaTrial(
            index: index, state: state, started: try row.optionalText(2, "\(name) with a start"),
            finished: try row.optionalText(3, "\(name) with an end"))
        index += 1
        try parameters.visit(trial: id) { row in
            let parameter = try row.text(1, "\(name) with a parameter's name")
            guard let value = Double.fromDatabaseValue(row[2]), value.isFinite else {
                throw UnexpectedRow(what: "\(name) with a value of '\(parameter.prefix(100))' that is no number")
            }
            trial.parameters.append(
                .init(
                    name: parameter, value: value, distribution: try row.text(3, "\(name) with a distribution")))
        }
        try values.visit(trial: id) { row in
            guard try row.count(1, "\(name) with an objective") == 0 else {
                throw UnexpectedRow(what: "\(name) with values of several objectives")
            }
            trial.value = try row.value(2, type: 3, "\(name) with a value")
        }
        try intermediateValues.visit(trial: id) { row in
            let step = try row.count(1, "\(name) with a step")
            trial.intermediateValues.append((step, try row.value(2, type: 3, "\(name) with an intermediate value")))
        }
        try userAttributes.visit(trial: id) { row in
            trial.userAttributes.append(
                (try row.text(1, "\(name) with an attribute's key"), try row.text(2, "\(name) with an attribute")))
        }
        try systemAttributes.visit(trial: id) { row in
            trial.systemAttributes.append(
                (try row.text(1, "\(name) with an attribute's key"), try row.text(2, "\(name) with an attribute")))
        }
        return trial
    }
}
