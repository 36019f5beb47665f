import ArgumentParser
import Foundation
import StudyReports

struct ReportVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page about a study, to look at and to send: one HTML file.",
        discussion: """
            What was searched and found, the best schedules to copy, all figures, every trial with its error curve, and \
            how to have it all again. The file needs no network and nothing beside it.

              settle report paper-5000
              settle report paper-5000 -o page.html
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(name: .shortAndLong, help: "The file to write (default: STUDY.html; -: standard output).")
    var output: String?

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let page = try ReportedStudy(storage.study(name)).page(explanation: \.text)
        let file = OutputFile(path: output ?? "\(name).html", storage: storage.path)
        let html = page.html
        try file.write(html)
        let size = String(format: "%.1f MB", max(Double(html.utf8.count) / 1e6, 0.1))
        let place = file.isStandardOutput ? "standard output" : file.path
        let finished = page.trials.finishedCount
        let others = page.trials.count - finished
        Console.error(
            "\(place): \(NumberText.count(finished, "trial")) of \(name)"
                + (others > 0 ? " (and \(NumberText.grouped(others)) without a result yet)" : "") + ", \(size).")
    }
}
