import Foundation
import GRDB
import HyperparameterSearch

extension Trial {
    /// - Parameter row: a row with all its columns.
    init(_ row: Row) throws {
        try RowChecksum.verify(row, of: "trials")
        let parameters: String? = try row.decode(forColumn: "parameters")
        let run: Int64? = try row.decode(forColumn: "run_id")
        let holder: Int64? = try row.decode(forColumn: "holder_id")
        self.init(
            number: try StoredRow.trialNumber(row), parameters: try parameters.map(StoredJSON.parameters),
            parent: try StoredRow.parent(row), attempt: try row.decode(forColumn: "attempt"),
            result: try run.map { try Result(row, run: RunID($0)) }, holder: holder.map(RunID.init))
    }

    static func state(_ row: Row) throws -> TrialState {
        let text: String = try row.decode(forColumn: "state")
        guard let state = TrialState(rawValue: text) else { throw StoredRow.error("trial state '\(text)'") }
        return state
    }
}

extension Trial.Result {
    fileprivate init(_ row: Row, run: RunID) throws {
        let values: String? = try row.decode(forColumn: "named_values")
        self.init(
            try Outcome(row), values: try values.map(StoredJSON.numbers) ?? [:],
            steps: try row.decode(forColumn: "steps"), started: try StoredRow.requiredDate(row, "started_at"),
            finished: try StoredRow.requiredDate(row, "finished_at"), run: run)
    }
}

extension Outcome {
    fileprivate init(_ row: Row) throws {
        switch try Trial.state(row) {
        case .complete:
            guard let value = try StoredRow.number(row, "value") else { throw StoredRow.error("no value") }
            self = .complete(value: value)
        case .pruned:
            let pruning = Pruning(
                bound: try StoredRow.number(row, "bound"), lastValue: try StoredRow.number(row, "last_value"))
            guard let pruning else { throw StoredRow.error("neither bound nor last value") }
            self = .pruned(pruning)
        case .failed:
            self = .failed(reason: try row.decode(forColumn: "reason"))
        case .waiting, .claimed:
            throw StoredRow.error("a run's result of a trial that has none")
        }
    }
}

/// Inserts trials without results.
struct TrialInserter {
    private let study: StudyID
    private var row: SealedInsert

    init(_ database: Database, study: StudyID) throws {
        self.study = study
        row = try SealedInsert(into: "trials", SealedInsert.trialColumns, database)
    }

    /// - Parameter candidate: the trial's parameters, where they are known.
    mutating func insert(
        _ number: Int, _ candidate: Candidate?, heldBy holder: RunID?, revision: Int64
    ) throws {
        let state: TrialState = holder == nil ? .waiting : .claimed
        row.bind(study.rawValue)
        row.bind(number)
        row.bind(state.rawValue)
        row.bind(try candidate.map { try $0.parametersText ?? StoredJSON.text($0.parameters) })
        row.bind(candidate?.parent?.study)
        row.bind(candidate?.parent?.number)
        // The first attempt.
        row.bind(Int64(1))
        row.bind(holder?.rawValue)
        // From the run to the checksum: what belongs to a result.
        for _ in 0..<10 { row.bindNull() }
        row.bind(revision)
        try row.insert()
    }
}
