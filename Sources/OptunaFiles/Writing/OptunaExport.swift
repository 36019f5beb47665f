import Foundation
import GRDB
import HyperparameterSearch
import StudyFiles

/// Writes a stored study as an SQLite storage of Optuna 5.
///
/// Every trial is written with its number, state, parameters with their distributions, value and times. Named values,
/// steps and reasons are user attributes of the trial; the definition is one of the study.
public struct OptunaExport {
    private let record: StudyRecord
    private let declared: DeclaredStudy?
    private let reader: any StudyReader
    private let program: String
    /// Whether the intermediate values are written too. A page that shows thousands of trials with all of theirs is slow.
    public var writesIntermediateValues = false

    /// - Parameters:
    ///   - declared: the study that the definition declares; nil where it is not known. The distributions are then those
    ///     of the trials' values.
    ///   - program: the name and version of the program that writes the file.
    public init(_ record: StudyRecord, declared: DeclaredStudy?, in reader: any StudyReader, program: String) {
        (self.record, self.declared, self.reader, self.program) = (record, declared, reader, program)
    }

    /// Writes a new file.
    ///
    /// - Returns: the number of trials written.
    /// - Throws: what SQLite and the study's reader throw; the file is then not whole.
    @discardableResult
    public func write(to path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { database in
            // A file that is not whole is thrown away, so there is no journal.
            try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            var count = 0
            try database.inTransaction {
                try OptunaSchema.create(in: database)
                let writer = try OptunaWriter(
                    database, name: record.definition.name, direction: record.definition.direction)
                try writeStudy(writer)
                let numbers = try writeTrials(writer)
                for (index, number) in numbers.enumerated() { try writeBelongings(ofTrial: number, as: index, writer) }
                count = numbers.count
                return .commit
            }
            return count
        }
    }

    private func writeStudy(_ writer: OptunaWriter) throws {
        let text = record.definition.text
        let isObject = if case .object? = PythonJSON(text) { true } else { false }
        try writer.addAttribute(OptunaNames.definition, isObject ? text : PythonJSON.quoted(text))
        try writer.addAttribute(OptunaNames.exporter, PythonJSON.quoted(program))
        let measure = declared?.kind.measureName ?? "value"
        try writer.addAttribute(OptunaNames.metricNames, PythonJSON.list([.text(measure)]).written, isSystem: true)
        try ExportedAttributes(writer: writer, number: nil).write(
            try reader.attributes(ofTrial: nil, of: record.id))
    }

    // MARK: Trials

    /// - Returns: the trials' numbers in the store, by their numbers in the file.
    private func writeTrials(_ writer: OptunaWriter) throws -> [Int] {
        let space = (try? declared?.searchedParameters()) ?? []
        return try reader.withTrials(of: record.id, matching: .all) { passes in
            let distributions = ExportedDistributions(of: space, others: try ranges(beside: space, passes))
            var numbers: [Int] = []
            try passes.visit { trial in
                // Optuna gives numbers without gaps; where trials are missing here, the later ones move up.
                try write(trial, as: numbers.count, distributions, writer)
                numbers.append(trial.number)
            }
            return numbers
        }
    }

    /// The ranges of the parameters that the space does not have.
    private func ranges(beside space: [Parameter], _ passes: TrialPasses) throws -> [String: ParameterRange] {
        let names = Set(space.map(\.name))
        if let declared, names.isSuperset(of: declared.parameterNames) { return [:] }
        var ranges: [String: ParameterRange] = [:]
        try passes.visit { trial in
            for (name, value) in trial.parameters?.values ?? [:] where !names.contains(name) {
                ranges[name, default: ParameterRange()].add(value)
            }
        }
        return ranges
    }

    private func write(
        _ trial: Trial, as number: Int, _ distributions: ExportedDistributions, _ writer: OptunaWriter
    ) throws {
        let state: OptunaWriter.State =
            switch trial.state {
            case .complete: .complete
            case .pruned: .pruned
            case .failed: .failed
            case .claimed: .running
            case .waiting: .waiting
            }
        try writer.addTrial(
            number, state, started: trial.started.map(OptunaTime.text), finished: trial.finished.map(OptunaTime.text))
        for (name, value) in (trial.parameters?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
            let entry = distributions.entry(name, value)
            try writer.addParameter(name, entry.value, entry.distribution, ofTrial: number)
        }
        let pruning: Pruning? = if case .pruned(let pruning)? = trial.result?.outcome { pruning } else { nil }
        if let value = trial.value ?? pruning?.lastValue ?? pruning?.bound {
            try writer.addValue(value, ofTrial: number)
        }
        let named = namedValues(of: trial)
        for (name, value) in named.sorted(by: { $0.key < $1.key }) {
            try writer.addAttribute(name, PythonJSON.number(value).written, ofTrial: number)
        }
        if let steps = trial.steps { try writer.addAttribute(OptunaNames.steps, "\(steps)", ofTrial: number) }
        if let reason = trial.reason {
            try writer.addAttribute(OptunaNames.reason, PythonJSON.quoted(reason), ofTrial: number)
        }
        if let details = ExportedDetails(trial, number: number, pruning, named: named.keys.sorted()) {
            try writer.addAttribute(OptunaNames.details, details.json.written, ofTrial: number)
        }
    }

    /// The named values without the trial's value itself, which Optuna has as such.
    private func namedValues(of trial: Trial) -> [String: Double] {
        guard let measure = declared?.kind.measureName, let value = trial.value, trial.values[measure] == value else {
            return trial.values
        }
        return trial.values.filter { $0.key != measure }
    }

    /// Writes what the reader gives for one trial at a time.
    ///
    /// - Parameter index: the number in the file.
    private func writeBelongings(ofTrial number: Int, as index: Int, _ writer: OptunaWriter) throws {
        let attributes = try reader.attributes(ofTrial: number, of: record.id)
        if !attributes.isEmpty { try ExportedAttributes(writer: writer, number: index).write(attributes) }
        guard writesIntermediateValues else { return }
        for value in try reader.intermediateValues(ofTrial: number, of: record.id) {
            try writer.addIntermediateValue(value, ofTrial: index)
        }
    }
}

/// What Optuna's tables have no column for.
struct ExportedDetails {
    let json: PythonJSON

    /// - Parameters:
    ///   - number: the number in the file.
    ///   - named: the names of the named values that are attributes.
    /// - Returns: nil where there is nothing to add.
    init?(_ trial: Trial, number: Int, _ pruning: Pruning?, named: [String]) {
        var object: [String: PythonJSON] = [:]
        if trial.number != number { object["number"] = .number(Double(trial.number)) }
        if trial.attempt > 1 { object["attempt"] = .number(Double(trial.attempt)) }
        if let bound = pruning?.bound { object["bound"] = .number(bound) }
        if let value = pruning?.lastValue { object["lastValue"] = .number(value) }
        if let parent = trial.parent { object["parent"] = .text(parent.description) }
        if !named.isEmpty { object["values"] = .list(named.map(PythonJSON.text)) }
        guard !object.isEmpty else { return nil }
        json = .object(object)
    }
}
