import Checksums
import Foundation
import GRDB
import HyperparameterSearch

/// Everything that is stored of a trial, as the values of columns: its row, and its rows in other tables.
///
/// All code that reads or writes a whole trial uses this type: recording, merging and checksums.
package struct TrialRecord {
    package let study: StudyID
    package let number: Int
    package var state: String
    package var parameters: String?
    package var parentStudy: String?
    package var parentNumber: Int?
    package var attempt: Int
    package var run: Int64?
    package var value: Double?
    package var bound: Double?
    package var lastValue: Double?
    package var reason: String?
    package var namedValues: String?
    package var steps: Int?
    package var startedAt: Double?
    package var finishedAt: Double?
    /// The stored checksum; nil where there is no result, or no checksum was stored.
    package var checksum: UInt32?
    package var trace: Data?
    /// By ascending step.
    package var intermediateValues: [IntermediateValue]
    /// By name.
    package var artifacts: [(name: String, data: Data)]
    /// By name.
    package var attributes: [(name: String, value: String)]

    /// The record of a result that is to be stored.
    package init(_ content: TrialContent, of study: StudyID) throws {
        let trial = content.trial
        self.study = study
        number = trial.number
        state = trial.state.rawValue
        parameters = try trial.parameters.map { try StoredJSON.text($0) }
        (parentStudy, parentNumber) = (trial.parent?.study, trial.parent?.number)
        attempt = trial.attempt
        run = trial.result?.run.rawValue
        (value, bound, reason) = (trial.value, trial.bound, trial.reason)
        if case .pruned(let pruning) = trial.result?.outcome { lastValue = pruning.lastValue }
        namedValues = try trial.result.map { try StoredJSON.text($0.values) }
        steps = trial.steps
        (startedAt, finishedAt) = (trial.started?.timeIntervalSince1970, trial.finished?.timeIntervalSince1970)
        trace = content.trace
        intermediateValues = content.intermediateValues
        artifacts = Self.sorted(content.artifacts)
        attributes = content.attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            ($0.key, $0.value)
        }
    }

    /// The record of the first result of a trial.
    package init(_ finished: FinishedTrial, run: RunID, of study: StudyID) throws {
        let (candidate, evaluation) = (finished.candidate, finished.evaluation)
        self.study = study
        number = candidate.number
        state = evaluation.outcome.state.rawValue
        parameters = try candidate.parametersText ?? StoredJSON.text(candidate.parameters)
        (parentStudy, parentNumber) = (candidate.parent?.study, candidate.parent?.number)
        attempt = 1
        self.run = run.rawValue
        switch evaluation.outcome {
        case .complete(let value): self.value = value
        case .pruned(let pruning): (bound, lastValue) = (pruning.bound, pruning.lastValue)
        case .failed(let reason): self.reason = reason
        }
        namedValues = try finished.valuesText ?? StoredJSON.text(evaluation.values)
        steps = evaluation.steps
        (startedAt, finishedAt) = (finished.started.timeIntervalSince1970, finished.finished.timeIntervalSince1970)
        trace = evaluation.trace
        // An objective may give them in any order, and more than one of a step.
        var values: [IntermediateValue] = []
        values.take(evaluation.intermediateValues)
        intermediateValues = values
        artifacts = Self.sorted(evaluation.artifacts)
        attributes = []
    }

    /// The record of a trial that has nothing else yet.
    package init(_ number: Int, of study: StudyID, state: String, attempt: Int) {
        (self.number, self.study, self.state, self.attempt) = (number, study, state, attempt)
        (intermediateValues, artifacts, attributes) = ([], [], [])
    }

    /// By the names' bytes.
    private static func sorted(_ artifacts: [String: Data]) -> [(name: String, data: Data)] {
        guard !artifacts.isEmpty else { return [] }
        return artifacts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    /// Reads a trial's record; nil where there is no such trial.
    init?(_ number: Int, of study: StudyID, in database: Database) throws {
        let key: StatementArguments = [study.rawValue, number]
        let rows = { (columns: String, table: String, order: String) in
            try Row.fetchAll(
                database,
                sql: "SELECT \(columns) FROM \(table) WHERE study_id = ? AND number = ? ORDER BY \(order)",
                arguments: key)
        }
        guard let row = try rows("*", "trials", "number").first else { return nil }
        self.study = study
        self.number = number
        state = try row.decode(forColumn: "state")
        parameters = try row.decode(forColumn: "parameters")
        parentStudy = try row.decode(forColumn: "parent_study")
        parentNumber = try row.decode(forColumn: "parent_number")
        attempt = try row.decode(forColumn: "attempt")
        run = try row.decode(forColumn: "run_id")
        value = try row.decode(forColumn: "value")
        bound = try row.decode(forColumn: "bound")
        lastValue = try row.decode(forColumn: "last_value")
        reason = try row.decode(forColumn: "reason")
        namedValues = try row.decode(forColumn: "named_values")
        steps = try row.decode(forColumn: "steps")
        startedAt = try row.decode(forColumn: "started_at")
        finishedAt = try row.decode(forColumn: "finished_at")
        checksum = try row.decode(Int64?.self, forColumn: "checksum").map { UInt32(truncatingIfNeeded: $0) }
        trace = try rows("trace", "traces", "number").first?.decode(Data.self, forColumn: "trace")
        intermediateValues = try rows("step, value", "intermediate_values", "step").map {
            IntermediateValue(step: try $0.decode(forColumn: "step"), value: try $0.decode(forColumn: "value"))
        }
        artifacts = try rows("name, data", "artifacts", "name").map {
            (try $0.decode(forColumn: "name"), try $0.decode(forColumn: "data"))
        }
        attributes = try rows("name, value", "trial_attributes", "name").map {
            (try $0.decode(forColumn: "name"), try $0.decode(forColumn: "value"))
        }
    }
}

extension TrialRecord {
    /// CRC-32 over everything that is stored of a result. Each part follows its length, so that different records have
    /// different bytes. The holder and the revision are left out, because they change without the result.
    var computedChecksum: UInt32 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        append(Int64(number), to: &bytes)
        for text in [state, parameters, parentStudy, reason, namedValues] { append(text, to: &bytes) }
        let integers: [Int64?] = [parentNumber.map(Int64.init), Int64(attempt), run, steps.map(Int64.init)]
        for number in integers { append(number, to: &bytes) }
        for number in [value, bound, lastValue, startedAt, finishedAt] { append(number, to: &bytes) }
        append(Int64(intermediateValues.count), to: &bytes)
        for value in intermediateValues {
            append(Int64(value.step), to: &bytes)
            append(value.value, to: &bytes)
        }
        append(Int64(attributes.count), to: &bytes)
        for attribute in attributes {
            append(attribute.name, to: &bytes)
            append(attribute.value, to: &bytes)
        }
        append(Int64(artifacts.count), to: &bytes)
        for artifact in artifacts {
            append(artifact.name, to: &bytes)
            append(Int64(artifact.data.count), to: &bytes)
        }
        append(trace.map { Int64($0.count) }, to: &bytes)
        var crc = CRC32()
        crc.update(bytes)
        for artifact in artifacts { crc.update(artifact.data) }
        if let trace { crc.update(trace) }
        return crc.value
    }

    /// Appends the length of a number's bytes and the bytes; -1 where there is none.
    private func append(_ number: Int64?, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: Int64(number == nil ? -1 : 8))
        if let number { bytes.append(littleEndian: number) }
    }

    private func append(_ number: Double?, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: Int64(number == nil ? -1 : 8))
        // SQLite's REAL columns do not keep the sign of zero.
        if let number { bytes.append(littleEndian: (number + 0).bitPattern) }
    }

    private func append(_ text: String?, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: Int64(text?.utf8.count ?? -1))
        if let text { bytes.append(contentsOf: text.utf8) }
    }

    /// Whether the checksum is that of the record, as far as the trial has a result.
    var isAsRecorded: Bool { run == nil || checksum == computedChecksum }

    /// Stores the checksum of the record as it is now.
    func saveChecksum(_ database: Database) throws {
        try database.execute(
            sql: "UPDATE trials SET checksum = ? WHERE study_id = ? AND number = ? AND run_id IS NOT NULL",
            arguments: [Int64(computedChecksum), study.rawValue, number])
    }
}
