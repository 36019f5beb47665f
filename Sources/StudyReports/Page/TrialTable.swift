import HyperparameterSearch

/// The trials of a study by number, with one column for each stored property.
public struct TrialTable: Sendable {
    private var number = TrialColumn("trial", .number, .trial, isShown: true)
    private var state = TrialColumn("state", .text, .state, isShown: true)
    private var value: TrialColumn
    private var bound = TrialColumn("bound", .number, .bound)
    private var lastValue = TrialColumn("last value", .number, isShown: true)
    private var values: [TrialColumn]
    /// Texts that summarize parameters, such as schedules; empty if the parameters are shown instead.
    private var summaries: [TrialColumn]
    private var parameters: [TrialColumn]
    private var steps = TrialColumn("steps", .number)
    private var reason = TrialColumn("reason", .text)
    private var parent = TrialColumn("schedule of", .text)
    private var started = TrialColumn("started", .time)
    private var finished = TrialColumn("finished", .time)
    private var run = TrialColumn("run", .number)

    /// The names that have a column.
    private var known: (values: Set<String>, parameters: Set<String>)

    public private(set) var count = 0
    /// The number of trials in each state, as reported to people.
    public private(set) var states: [TrialState: Int] = [:]
    /// The number of trials that a scheduler stopped by comparing intermediate values.
    private(set) var stoppedCount = 0
    /// The number of trials with a result.
    public var finishedCount: Int { states.reduce(0) { $0 + ($1.key.isFinished ? $1.value : 0) } }

    /// - Parameters:
    ///   - measure: the name of the value that was searched for.
    ///   - valueNames: the names of the other stored values, in order. Trials may add more.
    ///   - shown: the names of the values that the table shows.
    ///   - parameterNames: the names of the parameters, in order. Trials may add more.
    ///   - summaryNames: the names of the texts that the table shows instead of the parameters that they summarize,
    ///     such as `epsilon` for the numbers of a schedule. They suit studies of points, whose schedules may have
    ///     different forms.
    public init(
        measure: String, valueNames: [String] = [], shown: [String] = [], parameterNames: [String] = [],
        summaryNames: [String] = []
    ) {
        value = TrialColumn(measure, .number, .value, isShown: true)
        values = valueNames.map { TrialColumn($0, .number, isShown: shown.contains($0)) }
        summaries = summaryNames.map { TrialColumn($0, .text, .schedule, isShown: true) }
        parameters = parameterNames.map { TrialColumn($0, .number, .parameter, isShown: true) }
        known = (Set(valueNames), Set(parameterNames))
    }

    /// - Parameters:
    ///   - state: the state as reported to people.
    ///   - parameters: the parameters that the trial has or will have.
    ///   - summary: the texts that summarize the parameters, by name.
    public mutating func append(
        _ trial: Trial, state: TrialState, parameters found: TrialParameters?, summary: [String: String] = [:],
        parent: TrialReference?
    ) {
        for name in trial.values.keys.filter({ !known.values.contains($0) }).sorted() {
            known.values.insert(name)
            values.append(TrialColumn(name, .number, rows: count))
        }
        for name in (found?.values ?? [:]).keys.filter({ !known.parameters.contains($0) }).sorted() {
            known.parameters.insert(name)
            parameters.append(TrialColumn(name, .number, .parameter, isShown: true, rows: count))
        }
        count += 1
        states[state, default: 0] += 1
        number.append(Double(trial.number))
        self.state.append(state.rawValue)
        value.append(trial.value)
        bound.append(trial.bound)
        // Beside a bound it would tell nothing that the table needs.
        let isStopped = trial.isStoppedByComparison
        lastValue.append(isStopped ? trial.lastValue : nil)
        stoppedCount += isStopped ? 1 : 0
        for index in values.indices { values[index].append(trial.values[values[index].name]) }
        for index in parameters.indices { parameters[index].append(found?[parameters[index].name]) }
        for index in summaries.indices { summaries[index].append(summary[summaries[index].name]) }
        steps.append(trial.steps.map(Double.init))
        reason.append(trial.reason)
        self.parent.append(parent?.description)
        started.append(trial.started.map { Self.milliseconds($0.timeIntervalSince1970) })
        finished.append(trial.finished.map { Self.milliseconds($0.timeIntervalSince1970) })
        run.append(trial.run.map { Double($0.rawValue) })
    }

    /// The columns that are not empty. A stored value that repeats the measure is left out; if it has further cells (of
    /// failed trials), only the view of a single trial shows it. The table does not show a parameter that is equal in
    /// all trials, or that fewer than half of them have.
    var columns: [TrialColumn] {
        let others = values.compactMap { column -> TrialColumn? in
            guard column.name == value.name, value.isRepeated(by: column) else { return column }
            var column = column
            column.isShown = false
            return column.isRepeated(by: value) ? nil : column
        }
        let parameters = parameters.map { column in
            var column = column
            let isSummedUp = summaries.contains { column.name.hasPrefix("\($0.name).") }
            column.isShown =
                !column.isTheSameInAll && (summaries.isEmpty ? 2 * column.filledCount >= count : !isSummedUp)
            return column
        }
        let all =
            [number, state, value, bound, lastValue] + others + summaries + parameters
            + [parent, reason, steps, started, finished, run]
        return all.filter { !$0.isEmpty }
    }

    /// The reasons of failed trials with their counts, the most frequent first.
    public var failures: [(reason: String, count: Int)] {
        var counts = Array(repeating: 0, count: reason.texts.count)
        for place in reason.numbers where !place.isNaN { counts[Int(place)] += 1 }
        return zip(reason.texts, counts).sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
            .map { (reason: $0.0, count: $0.1) }
    }

    /// The number of trials that a run recorded, and the time at which the last of them ended, in seconds since 1970.
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
