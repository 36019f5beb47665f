import HyperparameterSearch

/// A list of a study's best trials in the confirmed order, with their values in the search beside.
public struct RankedList: Sendable {
    private let trials: [RankedTrial]
    private let list: TrialList

    public init(_ trials: [RankedTrial], of study: StoredStudy) {
        self.trials = trials
        list = TrialList(trials.map(\.trial), of: study)
    }

    /// The table for people: the confirmed value and its interval, then the rank and the value in the search.
    public var table: TextTable {
        get throws {
            let added: [TextTable.Column] = [
                .number("confirmed"), .number("low").ranked(3), .number("high").ranked(3),
                .number("search rank").ranked(1),
            ]
            let short = { (number: Double?) in NumberText.short(number) }
            return try list.table.inserting(added) { row in
                let (trial, score) = (trials[row], trials[row].confirmed)
                return [
                    short(score?.value), short(score?.interval?.low), short(score?.interval?.high),
                    "\(trial.searchedRank)",
                ]
            }
        }
    }

    /// The table for programs. The added columns follow the number.
    public var csv: TextTable {
        get throws {
            let names = ["confirmedRank", "confirmed", "confirmedLow", "confirmedHigh", "searchedRank"]
            let text = { (number: Double?) in number?.shortestText ?? "" }
            return try list.csv.inserting(names.map(TextTable.Column.word)) { row in
                let (trial, score) = (trials[row], trials[row].confirmed)
                return [
                    score?.rank.map(String.init) ?? "", text(score?.value), text(score?.interval?.low),
                    text(score?.interval?.high), "\(trial.searchedRank)",
                ]
            }
        }
    }

    public var objects: [RankedObject] {
        zip(list.objects, trials).map { RankedObject(trial: $0, ranked: $1) }
    }
}

/// The JSON of a trial with its confirmation.
public struct RankedObject: Encodable, Sendable {
    let trial: TrialObject
    let ranked: RankedTrial

    private enum Key: String, CodingKey {
        case searchedRank, confirmed
    }

    private struct Confirmed: Encodable {
        let rank: Int?
        let value: Double
        let low: Double?
        let high: Double?
        let scores: [Double]
    }

    public func encode(to encoder: any Encoder) throws {
        try trial.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(ranked.searchedRank, forKey: .searchedRank)
        guard let score = ranked.confirmed else { return }
        try container.encode(
            Confirmed(
                rank: score.rank, value: score.value, low: score.interval?.low, high: score.interval?.high,
                scores: score.scores), forKey: .confirmed)
    }
}

extension TextTable {
    /// The table with columns after the first one.
    fileprivate func inserting(_ added: [Column], cells: (_ row: Int) -> [String]) -> TextTable {
        TextTable(
            columns: columns.prefix(1) + added + columns.dropFirst(),
            rows: rows.enumerated().map { row, texts in texts.prefix(1) + cells(row) + texts.dropFirst() })
    }
}
