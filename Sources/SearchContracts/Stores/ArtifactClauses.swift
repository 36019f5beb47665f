import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    /// The data of a finished trial besides its row: its parent and its artifacts.
    static let artifactClauses = [
        Clause("a parent is kept with a trial however it ended") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let parent = TrialReference(study: "paper-5000", number: 4333)
            try handles.store.claimAndRecord(
                [
                    Sample.trial(0, .complete(value: 1), parent: parent), Sample.complete(1, 2),
                    Sample.trial(2, .failed(reason: "no"), parent: TrialReference(study: "study", number: 0)),
                    Sample.trial(3, .pruned(bound: 3), parent: parent),
                ], for: run)
            let wanted = [parent, nil, TrialReference(study: "study", number: 0), parent]
            for store in [handles.store, handles.other] {
                try expectEqual(try store.trials(of: study, matching: .all).map(\.parent), wanted, "the parents")
                try expectEqual(try store.trial(0, of: study)?.parent, parent, "the parent of trial 0")
                try expectEqual(try store.best(9, of: study).map(\.parent), [parent, nil], "the parents of the best")
            }
        },
        Clause("artifacts read back exactly, by name and trial") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let artifacts = ["weights": large, "größe, 'q\"": Data([0, 255]), "": Data([1]), "empty": Data()]
            try handles.store.claimAndRecord(
                [
                    Sample.trial(0, .complete(value: 1), trace: Data([9]), artifacts: artifacts),
                    Sample.trial(1, .failed(reason: "no"), artifacts: ["weights": Data([7])]), Sample.complete(2, 1),
                ], for: run)
            for store in [handles.store, handles.other] {
                let names = try store.artifactNames(ofTrial: 0, of: study)
                try expectEqual(names, artifacts.keys.sorted(), "the names")
                for (name, data) in artifacts {
                    let found = try store.artifact(named: name, ofTrial: 0, of: study)
                    try expect(found == data, "the artifact '\(name)' as it was", found: "\(found?.count ?? -1) bytes")
                }
                try expectEqual(
                    try store.artifact(named: "weights", ofTrial: 1, of: study), Data([7]), "the other trial's weights")
                try expect(
                    try store.artifact(named: "none", ofTrial: 0, of: study) == nil, "no artifact of another name")
                try expect(
                    try store.artifact(named: "weights", ofTrial: 2, of: study) == nil, "none of a trial without any")
                for number in [2, 3, 99] {
                    try expectEqual(try store.artifactNames(ofTrial: number, of: study), [], "names of \(number)")
                }
            }
        },
        Clause("artifacts of a refused batch are not kept") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            let trial = Sample.trial(0, .complete(value: 1), artifacts: ["weights": Data([1])])
            try expectError("notClaimed(1)", where: StudyError.isNotClaimed(1)) {
                try handles.store.record([trial, Sample.complete(1, 1)], for: run)
            }
            try expectEqual(try handles.other.artifactNames(ofTrial: 0, of: study), [], "the names")
            try handles.store.record([trial], for: run)
            try expectEqual(try handles.other.artifactNames(ofTrial: 0, of: study), ["weights"], "the names")
        },
        Clause("a pruned trial keeps its artifacts until a full result replaces them") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord(
                [Sample.trial(0, .pruned(bound: 1), artifacts: ["early": Data([1])])], for: run)
            _ = try handles.store.claim(1, for: run, reopening: .all)
            try expectEqual(try handles.other.artifactNames(ofTrial: 0, of: study), ["early"], "its artifacts")
            try handles.store.record([Sample.trial(0, .complete(value: 1), artifacts: ["late": Data([2])])], for: run)
            try expectEqual(try handles.other.artifactNames(ofTrial: 0, of: study), ["late"], "its new artifacts")
        },
    ]

    /// 3 MB without repetition.
    static let large = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
}
