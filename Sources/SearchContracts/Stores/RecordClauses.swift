import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    /// Values that a text or a 32-bit number would change.
    private static let exactNumbers: [String: Double] = [
        "small": 4.31e-05, "third": 1.0 / 3, "negativeZero": -0.0, "sum": 0.1 + 0.2, "least": .leastNonzeroMagnitude,
        "subnormal": 0x1p-1060, "greatest": .greatestFiniteMagnitude, "ulp": 1.0.nextUp,
        "whole": 9_007_199_254_740_991, "negative": -1.0 / 3, "zero": 0, "ten": 1e22,
    ]

    static let recordClauses = [
        Clause("a complete trial reads back exactly") { handles in
            var parameters = TrialParameters(exactNumbers.mapValues(ParameterValue.number))
            parameters.values["category"] = "größer \"q\" \\ / \n1"
            parameters.values["digits"] = .category("0.50")
            let trial = Sample.trial(
                0, .complete(value: 1.0 / 3), parameters: parameters, values: exactNumbers, steps: 10_000,
                trace: Data((0...255).map(UInt8.init)), finished: 1_700_000_123.456)
            try checkReadBack([trial], handles)
        },
        Clause("a value is kept to the last bit") { handles in
            let trials = exactNumbers.values.sorted().enumerated().map { Sample.complete($0.offset, $0.element) }
            try checkReadBack(trials, handles)
        },
        Clause("pruned and failed trials read back exactly") { handles in
            try checkReadBack(
                [
                    Sample.trial(0, .pruned(bound: 0.1 + 0.2), values: ["partial": 0.25], steps: 17),
                    Sample.trial(1, .failed(reason: "lambda is 0 at step 1: \"größer\"\nnext"), steps: 0),
                    Sample.trial(2, .failed(reason: "")),
                    Sample.trial(3, .pruned(bound: 0), trace: Data()),
                ], handles)
        },
        Clause("numbers that cannot be ranked make a failed trial") { handles in
            let trials = [
                Sample.complete(0, .nan), Sample.complete(1, .infinity), Sample.complete(2, -.infinity),
                Sample.trial(3, .complete(value: 1), values: ["good": 2, "bad": .nan]),
                Sample.trial(4, .pruned(bound: .nan)), Sample.trial(5, .pruned(bound: .infinity)),
            ]
            let study = try checkReadBack(trials, handles)
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.failed: 6]), "the counts")
            try expectEqual(try handles.store.best(9, of: study), [], "the best")
            try expectEqual(try handles.other.trial(3, of: study)?.values, ["good": 2], "the values that are numbers")
        },
        Clause("a trial that the run has not claimed is refused, with the whole batch") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(3, for: run)
            let before = try handles.store.changes(since: 0, of: study, limit: 99).revision
            try expectError("notClaimed(3)", where: StudyError.isNotClaimed(3)) {
                let traced = Sample.trial(0, .complete(value: 1), trace: Data([1]))
                try handles.store.record([traced, Sample.complete(3, 1), Sample.complete(1, 1)], for: run)
            }
            try expectEqual(try handles.other.counts(of: study), TrialCounts([.claimed: 3]), "the counts")
            try expect(try handles.other.trace(ofTrial: 0, of: study) == nil, "no trace of a refused batch")
            let changes = try handles.store.changes(since: before, of: study, limit: 99).trials
            try expectEqual(changes, [], "the changes by a refused batch")
        },
        Clause("a trial is recorded once") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(2, for: run)
            try expectError("notClaimed(1)", where: StudyError.isNotClaimed(1)) {
                try handles.store.record([Sample.complete(1, 1), Sample.complete(1, 2)], for: run)
            }
            try handles.store.record([Sample.complete(1, 3)], for: run)
            try expectError("notClaimed(1)", where: StudyError.isNotClaimed(1)) {
                try handles.other.record([Sample.complete(0, 4), Sample.complete(1, 4)], for: run)
            }
            try expectEqual(try handles.store.trial(1, of: study)?.value, 3, "the value first recorded")
            try expectEqual(try handles.store.trial(0, of: study)?.state, .claimed, "the state of trial 0")
        },
        Clause("another run's claim is not recorded") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            try handles.store.endRun(run, as: .interrupted)
            let next = try handles.other.beginRun(Sample.run, of: study)
            try expectError("notClaimed(0), of a trial that waits", where: StudyError.isNotClaimed(0)) {
                try handles.other.record([Sample.complete(0, 1)], for: next)
            }
            _ = try handles.other.claim(1, for: next)
            try handles.other.record([Sample.complete(0, 2)], for: next)
            try expectEqual(try handles.store.trial(0, of: study)?.run, next, "the run that made the trial")
        },
        Clause("recording nothing changes nothing") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.record([], for: run)
            try expectEqual(try handles.store.counts(of: study), TrialCounts(), "the counts")
        },
    ]

    /// Records trials from number 0, and compares them with the trials that each handle reads, to the bit and the
    /// millisecond.
    @discardableResult
    private static func checkReadBack(_ trials: [FinishedTrial], _ handles: StoreHandles) throws -> StudyID {
        let (study, run) = try handles.store.openAndBegin(budget: 100)
        try handles.store.claimAndRecord(trials, for: run)
        for store in [handles.store, handles.other] {
            let listed = try store.trials(of: study, matching: .all)
            try expectEqual(listed.count, trials.count, "the number of trials")
            for (found, finished) in zip(listed, trials) {
                try expectSame(found, Trial(finished, run: run))
                try expectEqual(try store.trial(found.number, of: study), found, "the trial asked for by itself")
                let trace = try store.trace(ofTrial: found.number, of: study)
                try expectEqual(trace, finished.evaluation.trace, "the trace")
            }
        }
        return study
    }

    private static func expectSame(_ found: Trial, _ wanted: Trial) throws {
        try expectEqual(found.number, wanted.number, "the number")
        try expectEqual(found.state, wanted.state, "the state")
        try expectEqual(found.run, wanted.run, "the run")
        try expectEqual(found.reason, wanted.reason, "the reason")
        try expectEqual(found.steps, wanted.steps, "the steps")
        try expectEqual(found.values.mapValues(\.bitPattern), wanted.values.mapValues(\.bitPattern), "the named values")
        try expectEqual(found.parameters, wanted.parameters, "the parameters")
        try expectEqual(found.parent, wanted.parent, "the parent")
        for (name, value) in wanted.parameters?.values ?? [:] {
            guard case .number(let number) = value, case .number(let kept)? = found.parameters?[name] else { continue }
            try expectEqual(kept.bitPattern, number.bitPattern, "the bits of \(name) = \(number)")
        }
        // Compared with ==, because an SQLite REAL column does not keep the sign of zero.
        try expectEqual(found.value, wanted.value, "the value")
        try expectEqual(found.bound, wanted.bound, "the bound")
        try expectEqual(milliseconds(found.started), milliseconds(wanted.started), "the start, in milliseconds")
        try expectEqual(milliseconds(found.finished), milliseconds(wanted.finished), "the end, in milliseconds")
    }

    private static func milliseconds(_ date: Date?) -> Int? {
        date.map { Int(($0.timeIntervalSince1970 * 1000).rounded()) }
    }
}
