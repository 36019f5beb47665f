import AnnealingStudies
import HyperparameterSearch

/// All trials of a study by number, a column for each thing that is kept of them.
public struct TrialTable: Sendable {
    private var number = TrialColumn("trial", .number, isShown: true)
    private var state = TrialColumn("state", .text, isShown: true)
    private var value: TrialColumn
    private var bound = TrialColumn("bound", .number)
    private var values: [TrialColumn]
    private var parameters: [TrialColumn]
    private var steps = TrialColumn("steps", .number)
    private var reason = TrialColumn("reason", .text)
    private var parent = TrialColumn("schedule of", .text)
    private var started = TrialColumn("started", .time)
    private var finished = TrialColumn("finished", .time)
    private var run = TrialColumn("run", .number)

    public private(set) var count = 0
    /// How many trials are in each state, as people are told it.
    public private(set) var states: [TrialState: Int] = [:]

    /// - Parameters:
    ///   - measure: the name of the value that was searched for.
    ///   - valueNames: of what is stored besides, in order; more may be found in the trials.
    ///   - shown: those that the table has room for.
    ///   - parameterNames: in order; more may be found in the trials.
    public init(measure: String, valueNames: [String] = [], shown: [String] = [], parameterNames: [String] = []) {
        value = TrialColumn(measure, .number, isShown: true)
        values = valueNames.map { TrialColumn($0, .number, isShown: shown.contains($0)) }
        parameters = parameterNames.map { TrialColumn($0, .number, isShown: true) }
    }

    /// - Parameters:
    ///   - state: as people are told it.
    ///   - parameters: what is, or will be, evaluated.
    public mutating func append(
        _ trial: Trial, state: TrialState, parameters found: TrialParameters?, parent: TrialReference?
    ) {
        let new = { (names: [String], columns: [TrialColumn]) in
            names.filter { name in !columns.contains { $0.name == name } }.sorted()
        }
        for name in new(Array(trial.values.keys), values) { values.append(TrialColumn(name, .number, rows: count)) }
        for name in new((found?.values.keys).map(Array.init) ?? [], parameters) {
            parameters.append(TrialColumn(name, .number, isShown: true, rows: count))
        }
        count += 1
        states[state, default: 0] += 1
        number.append(Double(trial.number))
        self.state.append(state.rawValue)
        value.append(trial.value)
        bound.append(trial.bound)
        for index in values.indices { values[index].append(trial.values[values[index].name]) }
        for index in parameters.indices { parameters[index].append(found?[parameters[index].name]) }
        steps.append(trial.steps.map(Double.init))
        reason.append(trial.reason)
        self.parent.append(parent?.description)
        started.append(trial.started.map { Self.milliseconds($0.timeIntervalSince1970) })
        finished.append(trial.finished.map { Self.milliseconds($0.timeIntervalSince1970) })
        run.append(trial.run.map { Double($0.rawValue) })
    }

    /// What there is to show: columns without anything are left out, and so is the one that repeats the value. A parameter
    /// in which no trials differ is not in the table.
    var columns: [TrialColumn] {
        let others = values.filter { !($0.name == value.name && value.isRepeated(by: $0)) }
        let parameters = parameters.map { column in
            var column = column
            column.isShown = !column.isTheSameInAll
            return column
        }
        let all =
            [number, state, value, bound] + others + parameters + [parent, reason, steps, started, finished, run]
        return all.filter { !$0.isEmpty }
    }

    /// Why trials failed, and how many for each reason, the most frequent first.
    public var failures: [(reason: String, count: Int)] {
        var counts = Array(repeating: 0, count: reason.texts.count)
        for place in reason.numbers where !place.isNaN { counts[Int(place)] += 1 }
        return zip(reason.texts, counts).sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
            .map { (reason: $0.0, count: $0.1) }
    }

    /// `[run]`: how many trials it recorded, and when the last of them ended.
    public func recorded(by run: RunID) -> (count: Int, last: Double?) {
        var (count, last) = (0, -Double.infinity)
        for (row, number) in self.run.numbers.enumerated() where number == Double(run.rawValue) {
            guard !finished.numbers[row].isNaN else { continue }
            count += 1
            last = max(last, finished.numbers[row])
        }
        return (count, count == 0 ? nil : last)
    }

    private static func milliseconds(_ seconds: Double) -> Double { (1000 * seconds).rounded() / 1000 }
}
