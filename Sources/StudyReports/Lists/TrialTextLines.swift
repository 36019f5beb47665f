import Foundation
import HyperparameterSearch
import StudyFiles

/// Writes trials as ``TrialRows`` and ``TrialObject`` do, to the byte, from the texts that a store keeps of them.
struct TrialTextLines {
    private let study: StoredStudy
    private let rows: TrialRows
    private let writesTexts: Bool
    private var parameters = FlatObject()
    private var values = FlatObject()
    /// `[column]`: the index of the member with the column's text; nil where the trial has none.
    private var parameterPlaces: [Int?] = []
    private var valuePlaces: [Int?] = []
    private var parameterChanges = -1
    private var valueChanges = -1
    private var summaries = SummaryTexts()
    private var lastTime: (date: Date, text: [UInt8])?

    init(of study: StoredStudy, _ rows: TrialRows) {
        (self.study, self.rows) = (study, rows)
        // A parent may be the sampler's to tell.
        writesTexts = !study.listsParents
    }

    // MARK: CSV

    /// Appends the line of a trial without its line feed.
    ///
    /// - Returns: false, with nothing appended, where the texts do not suffice.
    mutating func appendCSV(_ trial: TrialTexts, to line: inout [UInt8]) -> Bool {
        guard writesTexts, !isStoppedByComparison(trial), scan(trial) else { return false }
        if parameterChanges != parameters.changes {
            parameterChanges = parameters.changes
            parameterPlaces = Self.places(rows.parameters, in: parameters)
        }
        if valueChanges != values.changes {
            valueChanges = values.changes
            valuePlaces = Self.places(rows.values, in: values)
        }
        guard summaries.take(trial.parameters, parameters, of: study) else { return false }
        let comma = UInt8(ascii: ",")
        line.append(decimal: trial.facts.number)
        line.append(comma)
        line.append(contentsOf: trial.facts.outcome.state.rawValue.utf8)
        for number in [trial.facts.outcome.value, trial.facts.outcome.bound, trial.facts.outcome.lastValue] {
            line.append(comma)
            if let number { line.append(contentsOf: number.shortestText.utf8) }
        }
        line.append(comma)
        line.append(decimal: trial.facts.steps)
        // No reason.
        line.append(comma)
        for place in valuePlaces {
            line.append(comma)
            if let place { line.append(contentsOf: UnsafeBufferPointer(rebasing: trial.values[values.values[place]])) }
        }
        for place in parameterPlaces {
            line.append(comma)
            if let place {
                line.append(field: UnsafeBufferPointer(rebasing: trial.parameters[parameters.values[place]]))
            }
        }
        for name in study.summaryNames {
            line.append(comma)
            summaries.append(name, trial.parameters, parameters, to: &line)
        }
        line.append(comma)
        append(trial.facts.started, to: &line)
        line.append(comma)
        line.append(contentsOf: "\(trial.facts.finished.timeIntervalSince1970)".utf8)
        line.append(comma)
        line.append(decimal: Int(trial.facts.run.rawValue))
        line.append(comma)
        line.append(contentsOf: rows.workerField(trial.facts.run).utf8)
        return true
    }

    private func isStoppedByComparison(_ trial: TrialTexts) -> Bool {
        if case .pruned(let pruning) = trial.facts.outcome { pruning.bound == nil } else { false }
    }

    private mutating func scan(_ trial: TrialTexts) -> Bool {
        parameters.scan(trial.parameters) && values.scan(trial.values)
    }

    private static func places(_ columns: [String], in object: FlatObject) -> [Int?] {
        columns.map { name in object.names.firstIndex(of: Array(name.utf8)) }
    }

    /// Trials of a batch begin at the same time.
    private mutating func append(_ date: Date, to line: inout [UInt8]) {
        if lastTime?.date != date { lastTime = (date, Array("\(date.timeIntervalSince1970)".utf8)) }
        line.append(contentsOf: lastTime?.text ?? [])
    }

    // MARK: JSON

    /// Appends the object of a trial, indented by two spaces.
    ///
    /// - Returns: false, with nothing appended, where the texts do not suffice.
    mutating func appendJSON(_ trial: TrialTexts, to text: inout [UInt8]) -> Bool {
        // An empty object is written in another form.
        guard writesTexts, study.sampler?.parent(ofTrial: trial.facts.number) == nil, !isStoppedByComparison(trial),
            scan(trial), !parameters.values.isEmpty,
            !values.values.isEmpty, summaries.take(trial.parameters, parameters, of: study)
        else { return false }
        text.append(contentsOf: "  {\n".utf8)
        append("bound", trial.facts.outcome.bound, to: &text)
        for name in ["epsilon", "lambda"] where summaries.has(name) {
            text.append(contentsOf: "    \"\(name)\" : \"".utf8)
            summaries.append(name, trial.parameters, parameters, to: &text)
            text.append(contentsOf: "\",\n".utf8)
        }
        append("lastValue", trial.facts.outcome.lastValue, to: &text)
        text.append(contentsOf: "    \"number\" : ".utf8)
        text.append(decimal: trial.facts.number)
        text.append(contentsOf: ",\n".utf8)
        append("parameters", trial.parameters, parameters, to: &text)
        text.append(contentsOf: ",\n    \"state\" : \"".utf8)
        text.append(contentsOf: trial.facts.outcome.state.rawValue.utf8)
        text.append(contentsOf: "\",\n    \"steps\" : ".utf8)
        text.append(decimal: trial.facts.steps)
        text.append(contentsOf: ",\n".utf8)
        append("value", trial.facts.outcome.value, to: &text)
        append("values", trial.values, values, to: &text)
        text.append(contentsOf: "\n  }".utf8)
        return true
    }

    private func append(_ name: String, _ number: Double?, to text: inout [UInt8]) {
        guard let number else { return }
        text.append(contentsOf: "    \"\(name)\" : \(number.shortestText),\n".utf8)
    }

    private func append(
        _ name: String, _ members: UnsafeBufferPointer<UInt8>, _ object: FlatObject, to text: inout [UInt8]
    ) {
        text.append(contentsOf: "    \"\(name)\" : {".utf8)
        for (index, value) in object.values.enumerated() {
            text.append(contentsOf: (index == 0 ? "\n      \"" : ",\n      \"").utf8)
            text.append(contentsOf: object.names[index])
            text.append(contentsOf: "\" : ".utf8)
            text.append(contentsOf: UnsafeBufferPointer(rebasing: members[value]))
        }
        text.append(contentsOf: "\n    }".utf8)
    }
}

extension [UInt8] {
    fileprivate mutating func append(decimal number: Int) {
        guard number >= 0 else { return append(contentsOf: "\(number)".utf8) }
        let start = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends a value of a JSON object as a field of a CSV.
    fileprivate mutating func append(field value: UnsafeBufferPointer<UInt8>) {
        guard value.first == UInt8(ascii: "\"") else { return append(contentsOf: value) }
        // The word has no quotes and no line ends, because those are escaped.
        let word = UnsafeBufferPointer(rebasing: value.dropFirst().dropLast())
        append(contentsOf: word.contains(UInt8(ascii: ",")) ? value : word)
    }
}
