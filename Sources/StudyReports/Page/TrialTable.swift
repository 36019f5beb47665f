import HyperparameterSearch

/// All trials of a study by number, a column for each thing that is kept of them.
public struct TrialTable: Sendable {
    private var number = TrialColumn("trial", .number, .trial, isShown: true)
    private var state = TrialColumn("state", .text, .state, isShown: true)
    private var value: TrialColumn
    private var bound = TrialColumn("bound", .number, .bound)
    private var values: [TrialColumn]
    /// Texts that sum up parameters, such as schedules; empty if the parameters are shown instead.
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
    /// How many trials are in each state, as people are told it.
    public private(set) var states: [TrialState: Int] = [:]

    /// - Parameters:
    ///   - measure: the name of the value that was searched for.
    ///   - valueNames: of what is stored besides, in order; more may be found in the trials.
    ///   - shown: those that the table has room for.
    ///   - parameterNames: in order; more may be found in the trials.
    ///   - summaryNames: the texts that the table shows in place of the parameters that they sum up, such as `epsilon` for
    ///     the numbers of a schedule. For the points of a study, which may be schedules of any form, texts tell more.
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
    ///   - state: as people are told it.
    ///   - parameters: what is, or will be, evaluated.
    ///   - summary: texts that sum up the parameters, by name.
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

    /// What there is to show: columns without anything are left out, and so is the one that repeats the value; where it
    /// has more (of runs that failed), it is shown of a single trial. The
    /// table does not show a parameter in which no trials differ, or that few of them have.
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
            [number, state, value, bound] + others + summaries + parameters
            + [parent, reason, steps, started, finished, run]
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
