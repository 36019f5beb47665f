import Foundation
import HyperparameterSearch
import SearchContracts
import StudyFiles
import StudyStorage
import TestSupport
import Testing

@testable import StudyReports
@testable import settle

/// Long lists are written from the texts that the store keeps. They have the same bytes as lists of trials in memory.
@Suite("A list that is written as it is read") struct StreamedTrialsTests {
    private static let convergence = """
        name: some
        objective:
          convergence:
            layers: [2, 2, 2]
            weights: {seed: 1}
            input: {seed: 2}
            steps: 4
            minimize: meanError
        sampler: {random: {seed: 1}}
        trials: 40
        space:
          epsilon: {initial: {from: 0, to: 1}, exponent: {from: 0, to: 1}}
          lambda: {initial: {from: 0, to: 1}, exponent: {from: 0, to: 1}}
          quantizer: [sigma-delta, threshold]
        """
    private static let program = """
        name: some
        objective: {program: {command: ["true"], minimize: loss}}
        sampler: {random: {seed: 1}}
        trials: 40
        space:
          rate: {from: 0.0001, to: 0.1, log: true}
          optimizer: [sgd, adam, "a, b", "say \\"no\\""]
          momentum: {from: 0, to: 1, when: {optimizer: sgd}}
          bias: [true, false]
        """

    /// Trials of every kind, with numbers of every form.
    private static func record(_ sampler: any Sampler, _ store: SQLiteStore, _ study: StudyID) throws {
        let run = try store.beginRun(Sample.run, of: study)
        let candidates = try store.claim(ClaimRequest(30), for: run) { numbers in
            try numbers.map { number in
                Candidate(number: number, parameters: try #require(try sampler.definedParameters(ofTrial: number)))
            }
        }
        let numbers: [Double] = [0, 1, -0.0, 1e-7, 12.5, 1e22, 123_456_789_012_345_680, 1.0 / 3, -4.31e-05, 100]
        try store.record(
            candidates.prefix(27).map { candidate in
                let number = candidate.number
                let value = numbers[number % numbers.count]
                let outcome: Outcome =
                    switch number % 5 {
                    case 1: .pruned(bound: value)
                    case 2 where number < 20: .pruned(Pruning(lastValue: value))
                    case 3: .failed(reason: "it, \"\(number)\" said\nno")
                    default: .complete(value: value)
                    }
                let values = number % 7 == 6 ? [:] : ["meanError": value, "other": -value, "spikes": Double(number)]
                return FinishedTrial(
                    candidate, Evaluation(outcome, values: values, steps: number),
                    started: Date(timeIntervalSince1970: 1_795_809_765.9674783 + Double(number / 4)),
                    finished: Date(timeIntervalSince1970: 1_795_809_766.9689198 + 1.1 * Double(number)))
            }, for: run)
    }

    /// Blocks of one trial and of a few trials are handed to the other thread; the usual block is larger than these lists.
    @Test(
        "has the bytes of the list in memory", arguments: [convergence, program],
        [1, 600, TrialLineWriter.blockSize])
    func sameBytes(_ text: String, blockSize: Int) throws {
        try TemporaryFolder.with { folder in
            let declared = try StudyFile.read(text, file: "some.yaml", kinds: .ofTheCommand)
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let record = try store.openStudy(declared.definition())
            try Self.record(declared.sampler(), store, record.id)
            let study = StoredStudy(record, in: store, kinds: .ofTheCommand)
            let queries = [
                TrialQuery.all, TrialQuery(order: .value), TrialQuery(states: [.complete, .pruned], order: .finished),
                TrialQuery(states: [.failed]), TrialQuery(limit: 7, offset: 11), TrialQuery(numbers: 100..<110),
            ]
            for query in queries {
                let list = try TrialList(study.trials(matching: query), of: study)
                let stream = TrialStream(query, of: study, blockSize: blockSize)
                let (csv, json) = (Bytes(), Bytes())
                try stream.csv { csv.all += $0 }
                let encoder = JSONText.encoder
                try stream.json(encode: { try encoder.encode($0) }) { json.all += $0 }
                Self.expectEqual(csv.all, try list.csv.csv + "\n")
                Self.expectEqual(json.all, try JSONText.of(list.objects) + "\n")
            }
        }
    }

    private static func expectEqual(_ bytes: [UInt8], _ wanted: String) {
        let found = String(decoding: bytes, as: UTF8.self)
        let lines = zip(found.split(separator: "\n"), wanted.split(separator: "\n")).first { $0 != $1 }
        #expect(found == wanted, "first different line: \(lines.map { "\($0.0) for \($0.1)" } ?? "none")")
    }

    private final class Bytes { var all: [UInt8] = [] }

    @Test("has the texts of schedules of every form")
    func schedules() throws {
        let forms: [TrialParameters] = [
            ["epsilon.initial": 0.5, "epsilon.exponent": 1, "lambda.initial": 4.31e-05, "lambda.exponent": 0],
            ["epsilon.constant": 1, "lambda.initial": 1, "lambda.tau": 20],
            ["epsilon.initial": 2, "epsilon.tau": 0.1, "lambda.constant": 0.25],
            ["network": "continuous", "epsilon.constant": 0.5],
        ]
        let kind = try StudyFile.read(Self.convergence, file: "some.yaml", kinds: .ofTheCommand).kind
        for var parameters in forms {
            if parameters["network"] == nil { parameters.values["quantizer"] = "sigma-delta" }
            var summary = try #require(kind.summary(of: parameters))
            summary["quantizer"] = nil
            let patterns = try #require(kind.summaryPatterns(of: parameters))
            let texts = patterns.mapValues { pieces in
                pieces.map { piece in
                    switch piece {
                    case .text(let text): text
                    case .number(let name): parameters[name]?.description ?? ""
                    }
                }.joined()
            }
            #expect(texts == summary)
        }
        #expect(kind.summaryPatterns(of: ["epsilon.initial": 0.5]) == nil)
    }
}
