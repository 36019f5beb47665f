import GRDB
import HyperparameterSearch

/// Writes the rows of one study of an Optuna storage, whose tables are empty.
struct OptunaWriter {
    private let database: Database
    private let trial: Statement
    private let parameter: Statement
    private let value: Statement
    private let intermediateValue: Statement
    private let attributes: [Attributes: Statement]

    enum Attributes: String, CaseIterable {
        case studyUser = "study_user_attributes (study_id"
        case studySystem = "study_system_attributes (study_id"
        case trialUser = "trial_user_attributes (trial_id"
        case trialSystem = "trial_system_attributes (trial_id"
    }

    /// The trial's state in Optuna's words.
    enum State: String {
        case complete = "COMPLETE"
        case pruned = "PRUNED"
        case failed = "FAIL"
        case running = "RUNNING"
        case waiting = "WAITING"
    }

    /// The ID of the only study.
    static let study = 1

    init(_ database: Database, name: String, direction: Direction) throws {
        self.database = database
        trial = try database.makeStatement(
            sql: """
                INSERT INTO trials (trial_id, number, study_id, state, datetime_start, datetime_complete)
                VALUES (?, ?, 1, ?, ?, ?)
                """)
        parameter = try database.makeStatement(
            sql: """
                INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)
                """)
        value = try database.makeStatement(
            sql: "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, 0, ?, ?)")
        intermediateValue = try database.makeStatement(
            sql: """
                INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)
                VALUES (?, ?, ?, 'FINITE')
                """)
        attributes = try Attributes.allCases.reduce(into: [:]) {
            // A key that is there already stays as it is: Settle's own data come before attributes of others.
            $0[$1] = try database.makeStatement(
                sql: "INSERT OR IGNORE INTO \($1.rawValue), \"key\", value_json) VALUES (?, ?, ?)")
        }
        try database.execute(
            sql: """
                INSERT INTO studies (study_id, study_name) VALUES (1, ?);
                INSERT INTO study_directions (direction, study_id, objective) VALUES (?, 1, 0)
                """,
            arguments: [name, direction == .minimize ? "MINIMIZE" : "MAXIMIZE"])
    }

    /// The ID of a trial. Optuna's IDs go from 1.
    static func id(ofTrial number: Int) -> Int { number + 1 }

    func addTrial(_ number: Int, _ state: State, started: String?, finished: String?) throws {
        try trial.execute(arguments: [Self.id(ofTrial: number), number, state.rawValue, started, finished])
    }

    func addParameter(_ name: String, _ value: Double, _ distribution: String, ofTrial number: Int) throws {
        try parameter.execute(arguments: [Self.id(ofTrial: number), name, value, distribution])
    }

    /// - Parameter type: `FINITE`; `INF_POS` and `INF_NEG` have no number.
    func addValue(_ number: Double?, type: String = "FINITE", ofTrial trial: Int) throws {
        try value.execute(arguments: [Self.id(ofTrial: trial), number, type])
    }

    func addIntermediateValue(_ intermediate: IntermediateValue, ofTrial number: Int) throws {
        try intermediateValue.execute(arguments: [Self.id(ofTrial: number), intermediate.step, intermediate.value])
    }

    /// - Parameters:
    ///   - json: the JSON text.
    ///   - number: the trial; nil for the study.
    func addAttribute(_ key: String, _ json: String, isSystem: Bool = false, ofTrial number: Int? = nil) throws {
        let table: Attributes =
            number == nil ? isSystem ? .studySystem : .studyUser : isSystem ? .trialSystem : .trialUser
        try attributes[table]?.execute(arguments: [number.map(Self.id) ?? Self.study, key, json])
    }

    func setState(_ state: State, ofTrial number: Int) throws {
        try database.execute(
            sql: "UPDATE trials SET state = ? WHERE trial_id = ?",
            arguments: [state.rawValue, Self.id(ofTrial: number)])
    }
}
