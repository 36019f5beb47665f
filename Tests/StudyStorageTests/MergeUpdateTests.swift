import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite("A merge onto an existing file") struct MergeUpdateTests {
    /// A file with the trials of one shard of three of `study`.
    private func write(_ path: String, shard: Int, study: String = "study") throws {
        let store = try SQLiteStore(path: path)
        let id = try store.openStudy(Sample.definition(study, budget: 9)).id
        var description = Sample.run
        (description.shard, description.machine) = (Shard("\(shard)/3"), path)
        let run = try store.beginRun(description, of: id)
        let numbers = try store.claim(9, for: run)
        try store.record(numbers.map { Sample.trial($0, .complete(value: Double($0)), trace: Data([1])) }, for: run)
        try store.endRun(run, as: .finished)
        try store.close()
    }

    @Test("adds what is new, keeps the rest, and says what no file has")
    func adds() throws {
        try TemporaryFolder.with { folder in
            let files = (1...3).map { folder.file("\($0).sqlite") }
            for (index, file) in files.enumerated() { try write(file, shard: index + 1) }
            try write(files[1], shard: 1, study: "other")
            let target = files[0]
            let result = try StorageMerge.update(target, with: [files[1]])
            #expect(result.before == StorageContents(studies: 1, finishedTrials: 3))
            #expect(result.after == StorageContents(studies: 2, finishedTrials: 9))
            let store = try SQLiteStore(path: target)
            let study = try #require(try store.study(named: "study")).id
            #expect(
                try store.trials(of: study, matching: TrialQuery(states: [.complete])).map(\.number)
                    == [0, 1, 3, 4, 6, 7])
            // IDs of runs are never given twice.
            #expect(try store.runs(of: study).map(\.id.rawValue).min() ?? 0 > 1)
            #expect(try store.findings() + store.findings(of: #require(try store.study(named: "study"))) == [])
            let gaps = try StorageMerge.gaps(in: target, of: files)
            #expect(
                gaps == [
                    MergeGap(study: "other", budget: 9, unfinished: 6, first: 1, absentFrom: [files[2]]),
                    MergeGap(study: "study", budget: 9, unfinished: 3, first: 2, absentFrom: []),
                ])
            try store.close()
            _ = try StorageMerge.update(target, with: files)
            #expect(try StorageMerge.gaps(in: target, of: [target]).map(\.study) == ["other"])
        }
    }

    @Test("changes nothing while a run works on it, or where the files contradict each other")
    func refused() throws {
        try TemporaryFolder.with { folder in
            let (one, two) = (folder.file("1.sqlite"), folder.file("2.sqlite"))
            try write(one, shard: 1)
            try write(two, shard: 2)
            let store = try SQLiteStore(path: one)
            let study = try #require(try store.study(named: "study")).id
            let run = try store.beginRun(Sample.run, of: study)
            #expect(throws: StudyError.self) { try StorageMerge.update(one, with: [two]) }
            _ = try store.claim(1, for: run)
            try store.record([Sample.complete(1, 99)], for: run)
            try store.endRun(run, as: .interrupted)
            #expect(throws: MergeError.self) { try StorageMerge.update(one, with: [two]) }
            #expect(try store.counts(of: study).finished == 4)
            #expect(throws: StorageError.self) { try StorageMerge.update(folder.file("none.sqlite"), with: [two]) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") } == [])
        }
    }

    @Test("or into a new one keeps the checkpoint of a pruned trial that is evaluated again")
    func checkpoints() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            let low = try #require(try store.study(named: "low")).id
            let run = try store.beginRun(Sample.run, of: low)
            #expect(try store.claim(1, for: run, reopening: .all) == [1])
            let checkpoint = TrialCheckpoint(number: 1, step: 40, data: Data([4]))
            try store.saveCheckpoint(checkpoint, for: run)
            try store.endRun(run, as: .interrupted)
            try store.close()
            _ = try StorageMerge.unite([path], into: folder.file("merged.sqlite"))
            let merged = try SQLiteStore(path: folder.file("merged.sqlite"), access: .reading)
            let study = try #require(try merged.study(named: "low")).id
            #expect(try merged.checkpoint(ofTrial: 1, of: study) == checkpoint)
            #expect(try merged.findings() == [])
        }
    }
}
