import Foundation
import HyperparameterSearch
import ProgramObjectives
import SearchContracts
import StudyFiles
import StudyStorage
import TestSupport
import Testing

@testable import OptunaFiles

/// Studies that the real Optuna made, trial by trial.
@Suite struct OptunaImportTests {
    /// The run that imports: with the scheduler of runs that go on.
    static var run: RunDescription {
        var run = Sample.run
        run.scheduler = CompleteScheduler().text
        return run
    }

    /// Imports a study into a store.
    static func take(
        _ path: String, into store: any TrialStore, change: (inout OptunaImport.Request) -> Void = { _ in }
    ) throws -> (record: StudyRecord, declared: DeclaredStudy, remarks: [String]) {
        var request = OptunaImport.Request()
        change(&request)
        return try OptunaImport.reading(path, request) { found in
            let record = try found.store(in: store, as: run)
            return (record, found.declared, found.remarks)
        }
    }

    @Test(arguments: ["optuna-3", "optuna-4"]) func anEarlierVersionsFileIsTheSame(_ name: String) throws {
        let store = InMemoryStore()
        // The fixtures were made where the local time was UTC.
        let (record, declared, remarks) = try Self.take(fixture(name), into: store) { $0.zone = .gmt }
        try expectSame(StudyDump.fixture(name), record, in: store)
        expectSpace(declared)
        #expect(remarks == Self.remarks)
    }

    /// The present Optuna makes the study, and reads it again after Settle has imported and exported it.
    @Test func thePresentVersionsFileIsTheSameBothWays() throws {
        try TemporaryFolder.with { folder in
            let (theirs, ours) = (folder.file("theirs.db"), folder.file("ours.db"))
            _ = try PythonOptuna.run(PythonOptuna.script("make_study"), theirs, "searched", "24")
            let dump = try PythonOptuna.dump(theirs, "searched")
            let before = try Data(contentsOf: URL(fileURLWithPath: theirs))
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let (record, declared, remarks) = try Self.take(theirs, into: store)
            #expect(try Data(contentsOf: URL(fileURLWithPath: theirs)) == before)
            try expectSame(dump, record, in: store)
            expectSpace(declared)
            #expect(remarks == Self.remarks)
            #expect(try store.findings() == [] && store.findings(of: record) == [])

            var export = OptunaExport(record, declared: declared, in: store, program: "settle")
            export.writesIntermediateValues = true
            try export.write(to: ours)
            let again = try PythonOptuna.dump(ours, "searched")
            #expect(again.direction == dump.direction && again.metricNames == dump.metricNames)
            #expect(again.user["team"] == dump.user["team"])
            #expect(again.trials.count == dump.trials.count)
            for (was, isNow) in zip(dump.trials, again.trials) { expectSame(was, isNow) }
        }
    }

    /// What is written for Optuna comes back as it was stored.
    @Test func anExportComesBack() throws {
        try TemporaryFolder.with { folder in
            let store = InMemoryStore()
            let (record, declared) = try SampleStudy.make(in: store)
            let (first, second) = (folder.file("first.db"), folder.file("second.db"))
            var export = OptunaExport(record, declared: declared, in: store, program: "settle")
            export.writesIntermediateValues = true
            try export.write(to: first)
            let (again, found, remarks) = try Self.take(first, into: store) { $0.name = "again" }
            #expect(found.kind.measureName == "accuracy" && found.kind.valueNames == ["accuracy", "loss"])
            #expect(found.kind.direction == .maximize)
            for number in 0..<30 {
                var old = try #require(try store.content(ofTrial: number, of: record.id))
                var new = try #require(try store.content(ofTrial: number, of: again.id))
                // Times have microseconds in Optuna.
                for (one, other) in [
                    (old.trial.started, new.trial.started), (old.trial.finished, new.trial.finished),
                ] {
                    #expect(one.map(OptunaTime.text) == other.map(OptunaTime.text))
                }
                new.trial.result?.run = old.trial.run ?? RunID(0)
                if let result = old.trial.result {
                    new.trial.result?.started = result.started
                    new.trial.result?.finished = result.finished
                }
                old.trial.holder = nil
                #expect(new == old, "trial \(number)")
            }
            #expect(remarks.contains("4 trials were waiting, and wait here."))
            export = OptunaExport(again, declared: found, in: store, program: "settle")
            export.writesIntermediateValues = true
            try export.write(to: second)
            let (one, other) = (try PythonOptuna.dump(first, "sample"), try PythonOptuna.dump(second, "again"))
            #expect(one.trials.count == other.trials.count)
            for (was, isNow) in zip(one.trials, other.trials) {
                #expect(was.params == isNow.params && was.value == isNow.value && was.state == isNow.state)
                #expect(was.intermediate == isNow.intermediate && was.user == isNow.user && was.system == isNow.system)
                #expect(was.started == isNow.started && was.finished == isNow.finished)
            }
        }
    }

    /// A sampler goes on after the imported trials, and has learned them.
    @Test(arguments: [OptunaImport.Sampler.model(.tpe), .model(.sobol), .random, .automatic])
    func aSamplerGoesOn(_ sampler: OptunaImport.Sampler) throws {
        let store = InMemoryStore()
        let (record, declared, _) = try Self.take(fixture("optuna-4"), into: store) {
            ($0.sampler, $0.trials, $0.seed) = (sampler, 40, 9)
        }
        let runner = try StudyRunner(
            study: record, store: store, sampler: declared.sampler(),
            objective: ClosureObjective(.minimize) { try $0.number("drop") }, threads: ThreadCount(1))
        #expect(try runner.run(Self.run, cancellation: Cancellation()).progress.finished == 40)
        let trials = try store.trials(of: record.id, matching: .all)
        #expect(trials.count == 40)
        let space = try #require(declared.sampling.space)
        for trial in trials[24...] {
            #expect(space.problem(with: try #require(trial.parameters)) == nil, "\(trial)")
        }
    }

    // MARK: What the scripts' study is

    static let remarks = [
        "late: trials had different ranges, and the study has all of them.",
        "momentum: only some trials have it, those in which optimizer is sgd.",
        "period: a choice that is null or a list is its JSON text here, as a word.",
        "2 trials were running, and wait here.", "1 trial was waiting, and waits here.",
        "3 trials that wait lacked parameters, and have the middle of their ranges.",
        "1 trial was complete without a finite value, and counts as failed.",
        "1 trial was pruned without a value, and counts as failed.",
        "1 intermediate value is not finite, and left out.",
    ]

    private func expectSpace(_ declared: DeclaredStudy) {
        let parameters = Dictionary(
            (try? declared.searchedParameters())?.map { ($0.name, $0) } ?? []
        ) { first, _ in first }
        let domains: [String: Domain] = [
            "rate": .float(1e-5...0.1, scale: .log), "drop": .float(0...0.5, scale: .linear),
            "share": .float(0...1, scale: .linear, step: 0.1), "layers": .integer(1...4),
            "width": .integer(8...512, scale: .log), "batch": .integer(16...128, step: 16),
            "optimizer": .choice(["sgd", "adam", "größe"]), "bias": .choice([true, false]),
            "period": .choice([1, 2.5, "never", "null"]), "momentum": .float(0...0.99, scale: .linear),
            "late": .float(0...2, scale: .linear),
        ]
        #expect(parameters.mapValues(\.domain) == domains)
        #expect(parameters["momentum"]?.condition == Condition("optimizer", is: ["sgd"]))
        #expect(parameters.values.count { $0.condition != nil } == 1)
    }

    // MARK: Comparing

    /// Compares what is stored with what Optuna reads.
    private func expectSame(_ dump: StudyDump, _ record: StudyRecord, in store: any TrialStore) throws {
        #expect(record.definition.name == dump.name)
        #expect(record.definition.direction == (dump.direction == "MINIMIZE" ? .minimize : .maximize))
        #expect(record.definition.budget == dump.trials.count)
        let attributes = try store.attributes(ofTrial: nil, of: record.id)
        for (key, value) in dump.user { #expect(attributes["optuna:user:\(key)"].flatMap { PythonJSON($0) } == value) }
        #expect(try store.counts(of: record.id).byState.values.reduce(0, +) == dump.trials.count)
        for trial in dump.trials {
            let content = try #require(try store.content(ofTrial: trial.number, of: record.id))
            try expectSame(trial, content)
        }
    }

    private func expectSame(_ trial: StudyDump.Trial, _ content: TrialContent) throws {
        let values = try #require(content.trial.parameters?.values)
        for (name, value) in trial.params { #expect(values[name] == ParameterValue(value), "\(trial.number) \(name)") }
        switch (trial.state, trial.value) {
        case ("COMPLETE", .number(let value)): #expect(content.trial.value == value)
        case ("COMPLETE", _): #expect(content.trial.reason == "its value is infinite, which cannot be ranked")
        case ("PRUNED", .number(let value)):
            #expect(content.trial.result?.outcome == .pruned(Pruning(lastValue: value)))
        case ("PRUNED", _): #expect(content.trial.reason == "it was pruned without a value")
        case ("FAIL", _): #expect(content.trial.reason == "it failed in Optuna")
        default: #expect(content.trial.state == .waiting)
        }
        if content.trial.state.isFinished {
            #expect(values.count == trial.params.count)
            #expect(content.trial.started.map(OptunaTime.text) == trial.started)
            #expect(content.trial.finished.map(OptunaTime.text) == trial.finished)
        }
        let finite = trial.intermediate.compactMap { pair in
            pair[1].number.flatMap { value in pair[0].whole.map { IntermediateValue(step: $0, value: value) } }
        }
        #expect(content.intermediateValues == finite)
        for (prefix, attributes) in [("optuna:user:", trial.user), ("optuna:system:", trial.system)] {
            for (key, value) in attributes {
                #expect(content.attributes[prefix + key].flatMap { PythonJSON($0) } == value)
            }
        }
    }

    /// Compares a trial of Optuna's with what Optuna reads after an import and an export.
    private func expectSame(_ was: StudyDump.Trial, _ isNow: StudyDump.Trial) {
        #expect(was.number == isNow.number)
        #expect((was.state == "RUNNING" ? "WAITING" : was.state) == isNow.state)
        #expect(was.value == isNow.value)
        let isFinished = !["RUNNING", "WAITING"].contains(was.state)
        for (name, value) in was.params { #expect(isNow.params[name] == (value == .null ? .text("null") : value)) }
        #expect(!isFinished || was.params.count == isNow.params.count)
        #expect(was.intermediate.filter { $0[1].number != nil } == isNow.intermediate)
        #expect(was.user == isNow.user.filter { !$0.key.hasPrefix("settle:") })
        #expect(was.system == isNow.system)
        #expect(!isFinished || was.started == isNow.started && was.finished == isNow.finished)
    }
}
