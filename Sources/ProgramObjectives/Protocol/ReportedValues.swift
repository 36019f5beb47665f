import HyperparameterSearch

/// The values that a program has reported on the way, in order of step.
///
/// A report of a step that is not beyond the last one is ignored: a program that starts again from a checkpoint repeats
/// what it has reported before.
struct ReportedValues: Sendable {
    /// The number of reports of a trial that are stored.
    static let mostStored = 10_000
    /// The number of reports after which a trial fails.
    static let most = 1_000_000

    private(set) var reports: [(step: Int, value: Double)] = []

    /// - Returns: false if the report is ignored.
    mutating func add(_ step: Int, _ value: Double) -> Bool {
        if let last = reports.last, step <= last.step { return false }
        reports.append((step, value))
        return true
    }

    /// The step of the last report; -1 before the first.
    var lastStep: Int { reports.last?.step ?? -1 }

    /// The last value that was reported at or before a step. It is certain as soon as the step or a later one has been
    /// reported.
    func value(at step: Int) -> Double? {
        // Reports come in order, and the one that is asked for is near the end.
        reports.last { $0.step <= step }?.value
    }

    /// The values to store: of the first ``mostStored`` reports those that are finite, from one index on and up to a
    /// step.
    ///
    /// - Returns: the values, and the index after them.
    func stored(from index: Int, through step: Int) -> (values: [IntermediateValue], end: Int) {
        var (values, end): ([IntermediateValue], Int) = ([], index)
        while end < min(reports.count, Self.mostStored), reports[end].step <= step {
            let report = reports[end]
            if report.value.isFinite { values.append(IntermediateValue(step: report.step, value: report.value)) }
            end += 1
        }
        return (values, end)
    }
}

extension ReportedValues {
    /// The value as ``ReportLine`` reads it.
    static func text(_ value: Double) -> String {
        value.isFinite ? value.shortestText : value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }
}
