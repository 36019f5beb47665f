import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    static let checkpointClauses = [
        Clause("a checkpoint is kept, and replaced by the next") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(2, for: run)
            try expect(try handles.store.checkpoint(ofTrial: 0, of: study) == nil, "none before the first")
            for step in [0, 2500, 5000] {
                let checkpoint = TrialCheckpoint(number: 0, step: step, data: Data("at \(step)".utf8))
                try handles.store.saveCheckpoint(checkpoint, for: run)
                for store in [handles.store, handles.other] {
                    try expectEqual(try store.checkpoint(ofTrial: 0, of: study), checkpoint, "the last checkpoint")
                }
            }
            for number in [1, 2, 99] {
                let other = try handles.other.checkpoint(ofTrial: number, of: study)
                try expect(other == nil, "no checkpoint of trial \(number)")
            }
            let trial = try handles.other.trial(0, of: study)
            try expectEqual(trial, Trial(number: 0, claimedBy: run), "the trial, claimed as before")
        },
        Clause("a checkpoint is kept to the byte, however large") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(2, for: run)
            for data in [Data(), Data([0]), large, Data((0...255).map(UInt8.init)), Data(large.reversed()), Data()] {
                try handles.store.saveCheckpoint(TrialCheckpoint(number: 1, step: 7, data: data), for: run)
                let found = try handles.other.checkpoint(ofTrial: 1, of: study)?.data
                try expect(found == data, "\(data.count) bytes as they were", found: "\(found?.count ?? -1) bytes")
            }
        },
        Clause("checkpoints are saved together, except those of trials that the run does not hold") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(3, for: run)
            try handles.store.record([Sample.complete(1, 1)], for: run)
            let all = (0..<4).map { TrialCheckpoint(number: $0, step: 5 + $0, data: Data([UInt8($0)])) }
            try expectEqual(try handles.store.saveCheckpoints(all, for: run), [0, 2], "the trials that the run holds")
            try expectEqual(try handles.store.saveCheckpoints([], for: run), [], "none of none")
            let found = try handles.other.checkpoints(ofTrials: [3, 2, 1, 0, 99], of: study)
            try expectEqual(found, [0: all[0], 2: all[2]], "the checkpoints")
            try expectEqual(try handles.other.checkpoints(ofTrials: [0], of: study), [0: all[0]], "one of them")
            try expectEqual(try handles.other.checkpoints(ofTrials: [], of: study), [:], "none of none")
        },
        Clause("a checkpoint outlives its run, for the next to go on from") { handles in
            for ending in [RunEnding.interrupted, .failed, .abandoned] {
                let (study, run) = try handles.store.openAndBegin(ending.rawValue)
                _ = try handles.store.claim(2, for: run)
                let checkpoint = TrialCheckpoint(number: 1, step: 5, data: Data([5]))
                try handles.store.saveCheckpoint(checkpoint, for: run)
                try handles.store.endRun(run, as: ending)
                try expectEqual(
                    try handles.other.checkpoint(ofTrial: 1, of: study), checkpoint, "the waiting trial's checkpoint")
                let next = try handles.other.beginRun(Sample.run, of: study)
                try expectEqual(try handles.other.claim(2, for: next), [0, 1], "the claims")
                try expectEqual(
                    try handles.other.checkpoint(ofTrial: 1, of: study), checkpoint, "the claimed trial's checkpoint")
                let later = TrialCheckpoint(number: 1, step: 9, data: Data([9]))
                try handles.other.saveCheckpoint(later, for: next)
                try expectEqual(try handles.store.checkpoint(ofTrial: 1, of: study), later, "the next run's checkpoint")
            }
        },
        Clause("a recorded trial has no checkpoint") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(4, for: run)
            for number in 0..<4 {
                try handles.store.saveCheckpoint(.init(number: number, step: 5, data: Data([5])), for: run)
            }
            try expectError("notClaimed(4)", where: StudyError.isNotClaimed(4)) {
                try handles.store.record([Sample.complete(0, 1), Sample.complete(4, 1)], for: run)
            }
            try expect(try handles.other.checkpoint(ofTrial: 0, of: study) != nil, "it stays where nothing is recorded")
            try handles.store.record(
                [Sample.complete(0, 1), Sample.trial(1, .failed(reason: "no")), Sample.trial(2, .pruned(bound: 1))],
                for: run)
            for number in 0..<3 {
                let ended = try handles.other.checkpoint(ofTrial: number, of: study)
                try expect(ended == nil, "no checkpoint of trial \(number), which has ended")
            }
            try expect(try handles.other.checkpoint(ofTrial: 3, of: study) != nil, "the running trial's stays")
        },
        Clause("of a trial that the run has not claimed there is no checkpoint") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(3, for: run)
            let kept = TrialCheckpoint(number: 1, step: 5, data: Data([5]))
            try handles.store.saveCheckpoint(kept, for: run)
            try handles.store.record([Sample.complete(0, 1)], for: run)
            func refuse(_ number: Int, _ run: RunID) throws {
                try expectError("notClaimed(\(number))", where: StudyError.isNotClaimed(number)) {
                    try handles.other.saveCheckpoint(.init(number: number, step: 6, data: Data([6])), for: run)
                }
            }
            for number in [0, 3, -1] { try refuse(number, run) }
            try handles.store.endRun(run, as: .interrupted)
            try expectError("runEnded", where: StudyError.isRunEnded) {
                try handles.store.saveCheckpoint(.init(number: 1, step: 6, data: Data([6])), for: run)
            }
            try expectError("noRun", where: StudyError.isNoRun) {
                try handles.store.saveCheckpoint(.init(number: 1, step: 6, data: Data([6])), for: RunID(123_456))
            }
            let (_, elsewhere) = try handles.store.openAndBegin("another")
            let next = try handles.store.beginRun(Sample.run, of: study)
            for run in [elsewhere, next] { try refuse(1, run) }
            try expectEqual(try handles.store.checkpoint(ofTrial: 1, of: study), kept, "the checkpoint as it was")
            try expect(try handles.store.checkpoint(ofTrial: 0, of: study) == nil, "none of the recorded trial")
        },
        Clause("one study's checkpoints are not another's") { handles in
            let (one, first) = try handles.store.openAndBegin("one")
            let (two, second) = try handles.store.openAndBegin("two")
            for (run, step) in [(first, 1), (second, 2)] {
                _ = try handles.store.claim(1, for: run)
                try handles.store.saveCheckpoint(.init(number: 0, step: step, data: Data()), for: run)
            }
            try handles.store.record([Sample.complete(0, 1)], for: first)
            try expect(try handles.other.checkpoint(ofTrial: 0, of: one) == nil, "none in the one")
            try expectEqual(try handles.other.checkpoint(ofTrial: 0, of: two)?.step, 2, "the step in the other")
        },
        Clause("a reader sees whole checkpoints only") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            let seen = try onThreads(2) { thread -> [TrialCheckpoint?] in
                if thread == 1 { return try (0..<40).map { _ in try handles.other.checkpoint(ofTrial: 0, of: study) } }
                for step in 0..<40 {
                    let data = Data(repeating: UInt8(step), count: 30_000)
                    try handles.store.saveCheckpoint(.init(number: 0, step: step, data: data), for: run)
                }
                return []
            }[1].compactMap { $0 }
            for checkpoint in seen {
                let wanted = Data(repeating: UInt8(checkpoint.step), count: 30_000)
                try expect(checkpoint.data == wanted, "the bytes of step \(checkpoint.step)")
            }
            try expectEqual(seen.map(\.step), seen.map(\.step).sorted(), "the steps, in order")
        },
    ]
}
