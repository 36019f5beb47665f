import AnnealingStudies
import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import StudyFiles
import StudyReports
import TestSupport
import Testing

@testable import StudyStorage
@testable import settle

/// Whatever rows a database holds: what the verbs print of them is text that a terminal only shows, or an error of ours.
@Suite("Fuzzing what is printed")
struct ListingFuzzTests {
    /// A study with a numpy stream, one of training, and one that has no schedules; lax, so that rows take anything.
    private static func makeBase(_ path: String) throws {
        let store = try SQLiteStore(path: path)
        let numpy = StudyFiles.random().replacing("{random: {", with: "{random: {stream: numpy, ")
        try record(try StudyFile.read(numpy, file: "a", kinds: .annealing).definition(), in: store)
        try record(try StudyFile.read(training, file: "b", kinds: .annealing).definition(), in: store)
        try record(try StudyDefinition(name: "low", text: "other", direction: .maximize, budget: 9), in: store)
        try store.close()
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA journal_mode = DELETE")
            try $0.execute(sql: HostileRows.makeLax)
        }
        try queue.close()
    }

    private static func record(_ definition: StudyDefinition, in store: SQLiteStore) throws {
        let study = try store.openStudy(definition).id
        let run = try store.beginRun(Sample.run, of: study)
        let sampler = try? StudyFile.read(definition, kinds: .annealing).sampler()
        let trials = try store.claim(4, for: run).prefix(3).map { number in
            let outcome: Outcome = number == 1 ? .failed(reason: "no luck") : .complete(value: Double(number))
            return Sample.trial(
                number, outcome, parameters: try sampler?.definedParameters(ofTrial: number) ?? ["x": 1],
                values: ["testError": 0.5, "meanError": 0.25, "distance": 0.1], trace: trace,
                artifacts: ["weights.npz": Data([1])])
        }
        try store.record(trials, for: run)
        try store.endRun(run, as: .interrupted)
    }

    private static let training = """
        name: digits
        objective: {training: {protocol: paper, epochs: 3, minimize: testError}}
        sampler: points
        points: [{epsilon: 1/t, lambda: 1, quantizer: sigma-delta, seed: 4, parent: a/1}, {continuous: 0.5},
          {epsilon: 0.5, lambda: 1, quantizer: stochastic}, {continuous: 0.25}]
        """
    private static let trace = Data(
        """
        {"format":"settle-learning-1","readings":[{"distance":0.1,"epoch":1,"test":{"error":0.5,"loss":0.1,"residual":0,\
        "spikes":[0.1,0.2]},"training":{"error":0.5,"loss":"nan","residual":0,"spikes":[]},"update":35}]}
        """.utf8)

    @Test("Rows that settle would not write")
    func rows() throws {
        try TemporaryFolder.with { folder in
            let (base, path) = (folder.file("base.sqlite"), folder.file("s.sqlite"))
            try Self.makeBase(base)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: base))
            try FuzzTarget("printed-rows", cost: 40).run(HostileRows.statements) { statements in
                for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                try bytes.write(to: URL(fileURLWithPath: path))
                let queue = try DatabaseQueue(path: path)
                try queue.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA foreign_keys = OFF")
                    try? RowSealer.sealing(database) { database in
                        for line in String(decoding: statements, as: UTF8.self).split(separator: "\n") {
                            try? database.execute(sql: String(line))
                        }
                    }
                }
                try queue.close()
                try Self.printEverything(path)
            }
        }
    }

    private static func printEverything(_ path: String) throws {
        try typed {
            let store = try SQLiteStore(path: path, access: .reading)
            for name in ["tiny", "digits", "low", "text", "1"] {
                try typed {
                    guard let record = try store.study(named: name) else { return }
                    try printEverything(StoredStudy(record, in: store, kinds: .ofTheCommand))
                }
            }
        }
    }

    private static func printEverything(_ study: StoredStudy) throws {
        try typed { _ = try study.best(2) }
        try typed { try check(ExportedSchedules(study.bestSchedules(1), of: study.requireDeclared()).json) }
        let trials = try study.trials()
        for format in OutputFormat.allCases {
            try typed { try check(TrialList(trials, of: study).text(format)) }
            if let declared = study.declared {
                let summary = TrainingSummary(trials, of: declared, settings: TrainingSettings())
                try typed { try check(summary.text(format)) }
            }
        }
        for trial in trials {
            _ = study.parent(of: trial)
            try typed { _ = try study.content(of: trial) }
        }
    }

    private static func check(_ text: String) throws {
        for scalar in TerminalText.lines(text).unicodeScalars where scalar != "\n" && scalar != "\t" {
            #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
        }
    }

    /// - Throws: what is none of our errors.
    private static func typed(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error {
            let isOurs =
                error is StorageError || error is StudyError || error is StoredStudyError
                || error is StudyFileError || error is ParameterError || error is SamplerError
            guard isOurs else { throw error }
            try check("\(error)")
        }
    }
}
