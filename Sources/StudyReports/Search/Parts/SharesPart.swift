import AnnealingStudies
import Figures
import Foundation
import HyperparameterSearch

/// How the summed error of the best trials is spread over the decades of steps.
struct SharesPart: SearchPart {
    private let shares: [SearchedStudy.TrialShares]

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        shares = trials.study.shares
        guard shares.contains(where: { $0.shares.parts.count > 1 }) else {
            throw SearchPartAbsence(.shares, .noShares)
        }
    }

    /// `[part]`: its ink.
    private static let inks: [Ink] = [.series(0), .series(1), .series(2), .quiet]

    private static func ink(_ place: Int) -> Ink { inks[min(place, inks.count - 1)] }

    private static func steps(_ part: ErrorShares.Part) -> String {
        "\(NumberText.grouped(part.from)) to \(NumberText.grouped(part.to))"
    }

    var rows: [[Tile]] {
        let groups = shares.map { trial in
            Bars.Group(
                RichText(verbatim: "\(trial.number)"),
                trial.shares.parts.enumerated().map { place, part in
                    Bars.Bar(
                        part.share, RichText(verbatim: String(format: "%.1f%%", 100 * part.share)),
                        ink: Self.ink(place))
                })
        }
        return [[Tile(.bars(Bars("share of the summed error, by trial", groups)))]]
    }

    var legend: [LegendEntry] {
        guard let longest = shares.map(\.shares.parts).max(by: { $0.count < $1.count }) else { return [] }
        return longest.enumerated().map { place, part in
            LegendEntry(.colour(Self.ink(place)), RichText(verbatim: "steps \(Self.steps(part))"))
        }
    }

    var notes: [RichText] {
        [RichText(verbatim: "The best \(NumberText.count(shares.count, "trial")), the best first.")]
    }

    var table: CSVTable {
        CSVTable(
            columns: ["trial", "from", "to", "share"],
            rows: shares.flatMap { trial in
                trial.shares.parts.map { ["\(trial.number)", "\($0.from)", "\($0.to)", $0.share.shortestText] }
            })
    }
}
