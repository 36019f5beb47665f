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
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Argument(help: "The trial's number.")
    var number: Int

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let study = try storage.study(name)
        let facts = try TrialFacts(of: study.trial(number), in: study)
        let lines = facts.lines.map { (TerminalText.line($0.label), TerminalText.line($0.text)) }
        let width = lines.map(\.0.count).max() ?? 0
        for (label, text) in lines {
            try Console.print(label + String(repeating: " ", count: width - label.count + 2) + text)
        }
        for conflict in facts.conflicts {
            try Console.print("run \(conflict.run.rawValue) found another result: \(conflict.difference)")
        }
        switch facts.curve {
        case .errors(let curve):
            try Console.print("\nerror(t) against step t, both logarithmic:\n")
            try Console.print(ErrorChart(points: curve.samples.map { (Double($0.step), $0.error) }).text)
        case .learning(let samples): try Console.print("\n" + ReadingTable(samples).text)
        case nil: break
        }
    }
}
