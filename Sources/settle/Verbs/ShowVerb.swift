import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports

struct ShowVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of a trial, with its error curve.",
        discussion: """
              settle show paper-5000 4333
              settle show digits 7 --log
            """
    ).readAlone

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Argument(help: "The trial's number.", transform: OptionValue.whole(from: 0))
    var number: Int

    @Flag(help: "Print what the trial's program wrote instead: the last 64 KiB of each stream.")
    var log = false

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let study = try storage.study(name)
        if log {
            try Console.print(TrialLogText(of: study.trial(number), in: study).text)
            return
        }
        let facts = try TrialFacts(of: study.trial(number), in: study)
        let width = TerminalWidth.ofOutput
        let table = TextTable(
            columns: [.word("name").narrowed(.cutInside(to: 10)), .word("value").narrowed(.folded(to: 20))],
            rows: facts.lines.map { [$0.label, $0.text] })
        try Console.print(table.text(width: width, hasTitles: false))
        for conflict in facts.conflicts {
            try Console.print("run \(conflict.run.rawValue) found another result: \(conflict.difference)")
        }
        switch facts.curve {
        case .errors(let curve):
            let caption = NarrowText.folded("error(t) against step t, both logarithmic:", to: width ?? .max)
            try Console.print("\n\(caption.joined(separator: "\n"))\n")
            var chart = ErrorChart(points: curve.samples.map { (Double($0.step), $0.error) })
            // Beside the chart stands a number of at most 12 characters.
            if let width { chart.width = min(chart.width, width - 14) }
            try Console.print(chart.text)
            if let shares = ErrorShares(curve), shares.parts.count > 1 {
                let parts = shares.parts.map { part in
                    String(format: "%.1f%%", 100 * part.share) + " in steps \(NumberText.grouped(part.from)) to "
                        + NumberText.grouped(part.to)
                }
                let text = "Of the summed error: \(parts.joined(separator: ", "))."
                try Console.print("\n" + NarrowText.folded(text, to: width ?? .max).joined(separator: "\n"))
            }
        case .learning(let samples): try Console.print("\n" + ReadingTable(samples).text(width: width))
        case nil: break
        }
    }
}
