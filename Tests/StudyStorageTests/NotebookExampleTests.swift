import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// The worked example of docs/notebooks.md prints what the page says.
@Suite struct NotebookExampleTests {
    /// The text between a line of three backquotes with this word and the next such line.
    private static func block(_ word: String, of page: String) throws -> String {
        let start = try #require(page.range(of: "```\(word)\n"))
        let end = try #require(page.range(of: "```\n", range: start.upperBound..<page.endIndex))
        return String(page[start.upperBound..<end.lowerBound])
    }

    private static func makeStudy(in path: String) throws {
        let store = try SQLiteStore(path: path)
        let study = try store.openStudy(Sample.definition("digits")).id
        _ = try store.openStudy(Sample.definition("another"))
        let run = try store.beginRun(Sample.run, of: study)
        _ = try store.claim(ClaimRequest(5), for: run) {
            $0.map { Candidate(number: $0, parameters: Sample.parameters) }
        }
        let trials: [(Outcome, TrialParameters, Double)] = [
            (.complete(value: 0.5), ["optimizer": "sgd", "rate": 0.1], 0.5),
            (.complete(value: 0.25), ["optimizer": "sgd", "rate": 0.01], 1),
            (.failed(reason: "it diverged"), ["optimizer": "adam", "rate": 0.3], 0.25),
            (.pruned(Pruning(lastValue: 0.75)), ["optimizer": "adam", "rate": 0.2], 0.25),
            (.complete(value: 0.125), ["optimizer": "adam", "rate": 0.003], 2.5),
        ]
        try store.record(
            trials.enumerated().map { number, trial in
                let start = 1_700_000_000 + Double(number)
                return Sample.trial(number, trial.0, parameters: trial.1, finished: start + trial.2)
            }, for: run)
        try store.endRun(run, as: .finished)
        try store.close()
    }

    @Test func printsWhatThePageSays() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/notebooks.md"), encoding: .utf8)
        try TemporaryFolder.with { folder in
            try Self.makeStudy(in: folder.file("results/studies.sqlite"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "-c", try Self.block("python", of: page)]
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let printed = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(String(decoding: printed, as: UTF8.self) == (try Self.block("text", of: page)))
        }
    }

    /// The page names every column of the view.
    @Test func namesEveryColumn() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/notebooks.md"), encoding: .utf8)
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let columns = try store.read { try $0.columns(in: "trial_table").map(\.name) }
            #expect(columns.count == 16)
            for column in columns { #expect(page.contains("`\(column)`"), "\(column)") }
        }
    }
}
