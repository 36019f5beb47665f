import Foundation
import HyperparameterSearch
import Testing

@testable import StudyReports

@Suite("The runs in the page of a study")
struct ProvenanceTests {
    private func run(
        _ number: Int, command: String = "settle run a.yaml", threads: Int = 2, ending: RunEnding? = .finished,
        isDead: Bool = false
    ) -> PageProvenance.Run {
        let start = Date(timeIntervalSince1970: 1_800_000_000 + 100 * Double(number))
        let description = RunDescription(
            version: "9.8.7", numerics: 3, commit: "c0ffee", machine: "a fast machine", command: command,
            threads: threads, worker: Worker(host: "here", process: Int32(4000 + number), processStart: "", scope: ""))
        let record = RunRecord(
            id: RunID(Int64(number)), description: description, started: start,
            ended: ending.map { _ in start + 10 }, ending: ending)
        return PageProvenance.Run(record, trials: 5, lastTrial: nil, isDead: isDead)
    }

    private func section(_ runs: [PageProvenance.Run]) -> String {
        var table = TrialTable(measure: "value")
        table.append(Trial(number: 0, claimedBy: nil), state: .waiting, parameters: nil, parent: nil)
        let html = StudyPage(
            study: "s", measure: "value", facts: [], best: [], trials: table,
            provenance: PageProvenance(definition: "none", fileName: nil, canReplay: false, runs: runs)
        ).html
        return html.components(separatedBy: "<section id=\"provenance\"").last?
            .components(separatedBy: "</section>").first ?? ""
    }

    private func cells(_ section: String) -> [[String]] {
        section.matches(of: #/<tr>(.*?)</tr>/#).map { row in
            row.output.1.matches(of: #/<t[hd][^>]*>(.*?)</t[hd]>/#).map { cell in
                String(cell.output.1).replacing(#/<br>/#, with: " ").replacing(#/<[^>]*>/#, with: "")
            }
        }
    }

    @Test("What is the same in all runs is told once, and runs that differ only in time are one line")
    func once() {
        let section = section((1...9).map { run($0) })
        for text in ["9.8.7, numerics 3", "c0ffee", "a fast machine", "settle run a.yaml"] {
            #expect(section.components(separatedBy: text).count == 2, "\(text)")
        }
        #expect(
            cells(section) == [
                ["runs", "began", "took", "trials"],
                ["1–9", "2027-01-15 08:01:40 UTC to 2027-01-15 08:15:00 UTC", "1 min 30 s", "45"],
            ])
    }

    @Test("What differs is a column: each line has its own")
    func columns() {
        let section = section([
            run(1), run(2, ending: .interrupted), run(3), run(5), run(7, command: "settle resume a", threads: 1),
            run(8, ending: nil), run(9, ending: nil, isDead: true),
        ])
        #expect(
            cells(section).map { $0.enumerated().filter { $0.offset != 1 }.map(\.element) } == [
                ["runs", "took", "trials", "threads", "ended", "command"],
                ["1, 3, 5", "30 s", "15", "2", "finished", "settle run a.yaml"],
                ["2", "10 s", "5", "2", "interrupted", "settle run a.yaml"],
                ["7", "10 s", "5", "1", "finished", "settle resume a"],
                ["8", "", "5", "2", "at work", "settle run a.yaml"],
                ["9", "", "5", "2", "died", "settle run a.yaml"],
            ])
        #expect(section.components(separatedBy: "9.8.7").count == 2)
    }
}
