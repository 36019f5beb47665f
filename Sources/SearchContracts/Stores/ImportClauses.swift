import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    static let importClauses = [
        Clause("a study is imported whole, with its trials; those without a result wait") { handles in
            let contents = importedContents
            let imported = ImportedStudy(
                try Sample.definition("imported", budget: 9), attributes: ["note": "[1]"], run: Sample.run)
            let record = try handles.store.importStudy(imported) { add in try contents.forEach(add) }
            for store in [handles.store, handles.other] {
                try expectEqual(try store.study(named: "imported")?.id, record.id, "the study")
                try expectEqual(try store.attributes(ofTrial: nil, of: record.id), ["note": "[1]"], "its attributes")
                let runs = try store.runs(of: record.id)
                try expectEqual(runs.map(\.description), [Sample.run], "the run")
                try expectEqual(runs.map(\.ending), [.finished], "the run's ending")
                for content in contents {
                    try expectEqual(
                        try store.content(ofTrial: content.trial.number, of: record.id),
                        content.imported(by: runs[0].id), "trial \(content.trial.number)")
                }
                try expectEqual(try store.findings(of: record), [], "the findings")
            }
            let run = try handles.store.beginRun(Sample.run, of: record.id)
            let claimed = try handles.store.claim(ClaimRequest(2), for: run) { numbers in
                numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
            }
            try expectEqual(claimed.map(\.number), [3, 4], "the claimed trials")
            try expectEqual(claimed[0].parameters, contents[3].trial.parameters, "the waiting trial's parameters")
        },
        Clause("an import that fails, or whose name is taken, changes nothing") { handles in
            struct Unreadable: Error {}
            let imported = ImportedStudy(try Sample.definition("imported", budget: 9), run: Sample.run)
            try expectError("what the trials throw", where: { $0 is Unreadable }) {
                _ = try handles.store.importStudy(imported) { add in
                    try add(importedContents[0])
                    throw Unreadable()
                }
            }
            try expectError("a gap", where: { if case StudyError.noTrial(0) = $0 { true } else { false } }) {
                _ = try handles.store.importStudy(imported) { add in try add(importedContents[1]) }
            }
            try expectEqual(try handles.other.studies(), [], "the studies after failed imports")
            _ = try handles.store.openStudy(imported.definition)
            try expectError("exists", where: { if case StudyError.exists("imported") = $0 { true } else { false } }) {
                _ = try handles.other.importStudy(imported) { _ in }
            }
            // Not the records: a stored date may differ in its last bit.
            try expectEqual(
                try handles.other.studies().map(\.definition), [imported.definition], "the studies after a taken name")
        },
    ]

    /// A trial in each state in which one can be imported.
    private static var importedContents: [TrialContent] {
        let time = Date(timeIntervalSince1970: 1_700_000_000)
        let outcomes: [Outcome?] = [
            .complete(value: 1.0 / 3), .pruned(Pruning(lastValue: 0.5)), .failed(reason: "größe 0"), nil,
        ]
        return outcomes.enumerated().map { number, outcome in
            let result = outcome.map {
                Trial.Result(
                    $0, values: ["accuracy": 0.1 + 0.2], steps: number, started: time,
                    finished: time.addingTimeInterval(0.25), run: RunID(0))
            }
            return TrialContent(
                Trial(number: number, parameters: ["x": .number(Double(number))], result: result),
                intermediateValues: [.init(step: 2, value: 0.75), .init(step: 4, value: 0.5)],
                attributes: ["optuna:user:note": "{\"of\":[null]}"])
        }
    }
}
