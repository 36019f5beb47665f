import HyperparameterSearch

/// The runs of a study, with each of their properties told once.
///
/// A property that is equal in all runs is common. Runs that differ only in their times, numbers of trials and processes
/// share a row.
struct RunSummary {
    struct Row {
        /// From the first to the last; never empty.
        var runs: [PageProvenance.Run]
        /// `[column]`
        let texts: [String]
    }

    /// The properties that all runs have alike.
    let common: [StudyPage.Fact]
    /// The names of the properties in which runs differ.
    let columns: [String]
    /// In the order of their first runs.
    let rows: [Row]

    static let command = "command"

    init(_ runs: [PageProvenance.Run]) {
        let properties = runs.map(Self.properties)
        let terms = (properties.first ?? []).map(\.term)
        let differing = terms.indices.filter { index in
            properties.contains { $0[index].text != properties[0][index].text }
        }
        common = terms.indices.filter { !differing.contains($0) }.map { properties[0][$0] }.filter { !$0.text.isEmpty }
        columns = differing.map { terms[$0] }
        var rows: [Row] = []
        var places: [[String]: Int] = [:]
        for (run, all) in zip(runs, properties) {
            let texts = differing.map { all[$0].text }
            if let place = places[texts] {
                rows[place].runs.append(run)
            } else {
                places[texts] = rows.count
                rows.append(Row(runs: [run], texts: texts))
            }
        }
        self.rows = rows
    }

    private static func properties(of run: PageProvenance.Run) -> [StudyPage.Fact] {
        let made = run.record.description
        let share = made.shard.flatMap { $0 == .whole ? nil : ", share \($0)" } ?? ""
        return [
            StudyPage.Fact("settle", "\(made.version), numerics \(made.numerics)"),
            StudyPage.Fact("commit", made.commit ?? ""),
            StudyPage.Fact("machine", made.machine),
            StudyPage.Fact("host", made.worker.host),
            StudyPage.Fact("threads", "\(made.threads)"),
            StudyPage.Fact("policy", made.scheduler + share),
            StudyPage.Fact("ended", run.record.ending?.rawValue ?? (run.isDead ? "died" : "at work")),
            StudyPage.Fact(command, made.command),
        ]
    }
}

extension RunSummary.Row {
    /// The numbers of the runs: `1–3, 7`.
    var numbers: String {
        var ranges: [ClosedRange<Int64>] = []
        for number in runs.map(\.record.id.rawValue) {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }

    /// The sum of the durations in seconds; nil if no run has one.
    var duration: Double? {
        let durations = runs.compactMap(\.duration)
        return durations.isEmpty ? nil : durations.reduce(0, +)
    }

    /// The number of trials that the runs recorded.
    var trials: Int { runs.reduce(0) { $0 + $1.trials } }
}
