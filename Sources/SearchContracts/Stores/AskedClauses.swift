import Foundation
import HyperparameterSearch

extension RunDescription {
    /// A run whose trials a program outside asked for. A negative lease has ended when the run begins.
    fileprivate static func asked(lease: TimeInterval) -> RunDescription {
        var description = Sample.run
        description.asked = AskedClaim(secret: 7, lease: lease)
        return description
    }
}

extension TrialStoreContract {
    /// Runs whose trials a program outside asked for.
    static let askedClauses = [
        Clause("a run is found by its ID, with its claim") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let asked = try handles.store.beginRun(.asked(lease: 3600), of: study)
            try expectEqual(try handles.other.run(run, of: study)?.description, Sample.run, "a run")
            let claim = try handles.other.run(asked, of: study)?.description.asked
            try expectEqual(claim, AskedClaim(secret: 7, lease: 3600), "the claim of the other")
            let two = try handles.store.openStudy(Sample.definition("two")).id
            try expectEqual(try handles.store.run(run, of: two), nil, "a run of another study")
            try expectEqual(try handles.store.run(RunID(987_654), of: study), nil, "a run that never was")
        },
        Clause("trials that were asked for are nobody else's until the lease ends") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 3)).id
            let first = try handles.store.beginRun(.asked(lease: 3600), of: study)
            try expectEqual(try handles.store.claim(1, for: first), [0], "the first claim")
            let second = try handles.other.beginRun(.asked(lease: -1), of: study)
            try expectEqual(try handles.other.claim(1, for: second), [1], "the second claim")
            let atWork = try handles.store.runsAtWork(on: study)
            try expectEqual(atWork.map(\.isDead), [false, true], "which leases have ended")
            try expectEqual(atWork.map(\.claimed), [1, 1], "the claims")
            let third = try handles.store.beginRun(.asked(lease: 3600), of: study)
            try expectEqual(try handles.store.claim(9, for: third), [1, 2], "the third claim")
            let trials = try handles.store.trials(of: study, matching: .all)
            try expectEqual(trials.map(\.attempt), [1, 2, 1], "the attempts")
            try expectEqual(trials.map(\.holder), [first, third, third], "the holders")
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [nil, .abandoned, nil], "the endings")
            try expectEqual(try handles.other.renew(third).otherRuns, 1, "the other runs")
        },
        Clause("stale claims of programs that asked are released") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 3)).id
            let run = try handles.store.beginRun(.asked(lease: -1), of: study)
            _ = try handles.store.claim(2, for: run)
            let stale = try handles.other.releaseStaleClaims(of: study)
            try expectEqual(stale.map(\.record.id), [run], "the released runs")
            try expectEqual(stale.map(\.claimed), [2], "what they held")
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.waiting: 2]), "the counts")
            try expectEqual(try handles.store.trials(of: study, matching: .all).map(\.attempt), [2, 2], "the attempts")
        },
        Clause("a run whose trials were asked for ends with the last of them") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 5)).id
            let run = try handles.store.beginRun(.asked(lease: 3600), of: study)
            _ = try handles.store.claim(3, for: run)
            try handles.store.record([Sample.complete(1, 1)], for: run)
            try handles.store.release([2], for: run)
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [nil], "its ending, with a trial left")
            try handles.other.record([Sample.complete(0, 1)], for: run)
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [.finished], "its ending, after the last")
            let second = try handles.store.beginRun(.asked(lease: 3600), of: study)
            _ = try handles.store.claim(1, for: second)
            try handles.store.release([2], for: second)
            try expectEqual(try handles.store.runs(of: study).last?.ending, .finished, "the ending of another")
            let trials = try handles.store.trials(of: study, matching: .all)
            try expectEqual(trials.map(\.attempt), [1, 1, 1], "the attempts")
        },
        Clause("a result that is told after its lease counts where it is the first") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 2)).id
            let run = try handles.store.beginRun(.asked(lease: -1), of: study)
            _ = try handles.store.claim(2, for: run)
            let second = try handles.other.beginRun(.asked(lease: 3600), of: study)
            try expectEqual(try handles.other.claim(2, for: second), [0, 1], "the second claim")
            let recording = try handles.store.record([Sample.complete(0, 5)], for: run)
            try expectEqual(recording.recorded, [0], "the late result")
            // The run may still tell of its other trial.
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [.abandoned, nil], "the endings")
            try expectEqual(try handles.other.record([Sample.complete(0, 5)], for: second).repeated, [0], "the second")
            try expectEqual(try handles.store.record([Sample.complete(1, 6)], for: run).recorded, [1], "the other one")
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.complete: 2]), "the counts")
        },
    ]
}
