import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports
import Testing

@testable import settle

@Suite("The summary of training")
struct TrainingSummaryTests {
    /// Two seeds of a network with each quantizer, and the continuous twin.
    private func summary(_ quantizers: [String]) throws -> TrainingSummary {
        let networks =
            try quantizers.map { try SampleNetworks.binary(quantizer: $0) } + [.continuous(epsilon: 0.5)]
        let points = networks.flatMap { network in
            [7, 3].map { StudyPoint(network, seed: $0, parent: TrialReference(study: "search", number: 4)) }
        }
        let study = DeclaredStudy(
            name: "mine", kind: TrainingSettings(), sampling: .points, points: points.map(\.declared))
        let values = Dictionary(uniqueKeysWithValues: TrainingSettings().valueNames.map { ($0, 0.25) })
        let trials = points.enumerated().map { number, point in
            Trial(
                FinishedTrial(
                    Candidate(number: number, parameters: point.declared.parameters, parent: point.parent),
                    Evaluation(.complete(value: 0.25), values: values), started: Date(timeIntervalSince1970: 0),
                    finished: Date(timeIntervalSince1970: 90)),
                run: RunID(1))
        }
        return TrainingSummary(trials, of: study, settings: TrainingSettings())
    }

    private func cells(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("names each column of its CSV once, values as they are stored, with the quantizer and the seeds")
    func csv() throws {
        let lines = try summary(["sigma-delta", "threshold"]).text(.csv).split(separator: "\n")
        let header = cells(lines[0])
        #expect(Set(header).count == header.count)
        #expect(header.filter { $0.hasSuffix("Error") }.allSatisfy(TrainingSettings().valueNames.contains))
        #expect(lines.count == 4)
        let rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, cells($0))) }
        #expect(rows.map { $0["quantizer"] } == ["sigma-delta", "threshold", ""])
        #expect(rows.allSatisfy { $0["seeds"] == "7 3" && $0["runs"] == "2" && $0["complete"] == "2" })
        #expect(rows.allSatisfy { $0["parent"] == "search/4" && $0["lowestTrainError"] == "0.25" })
        #expect(rows.allSatisfy { $0["seconds"] == "90" || $0["seconds"] == "90.0" })
    }

    @Test("shows people the quantizer unless it is sigma-delta throughout")
    func quantizer() throws {
        #expect(try !summary(["sigma-delta"]).text(.table, width: nil).contains("quantizer"))
        #expect(try summary(["threshold"]).text(.table, width: nil).contains("threshold"))
        let both = try summary(["sigma-delta", "threshold"]).text(.table, width: nil).split(separator: "\n")
        #expect(both[0].contains("lambda  quantizer    schedule of"))
        #expect(both[1].contains("sigma-delta") && both[2].contains("threshold"))
    }

    @Test("fits a terminal: of narrow ones the errors remain, with their networks", arguments: [40, 60, 80, 120])
    func width(columns: Int) throws {
        let lines = try summary(["sigma-delta", "threshold"]).text(.table, width: columns).split(separator: "\n")
        for line in lines { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
        // Both networks have the same errors here, which are said once.
        #expect(lines.contains { $0.hasPrefix("network") })
        #expect(lines.joined(separator: " ").contains("test 25.00%"))
    }

    @Test("as JSON has quantizer, seeds and parent")
    func json() throws {
        let text = try summary(["threshold"]).text(.json)
        let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows[0]["quantizer"] as? String == "threshold")
        #expect(rows[0]["seeds"] as? [Int] == [7, 3])
        #expect(rows[0]["parent"] as? String == "search/4")
        #expect(rows[1]["quantizer"] == nil)
    }
}
