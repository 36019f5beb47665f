import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// A merged file has every trial that is finished in one of the files; the other trials wait. The order of the files
/// does not matter.
@Suite struct MergeTests {
    @Test func twoLibrarySearchesOfOneNameAreToldApart() throws {
        try TemporaryFolder.with { folder in
            for (name, end) in [("one", 1.0), ("two", 2.0)] {
                let sampler = RandomSampler(try SearchSpace([.float("x", in: 0...end)]), stream: .keyed(seed: 1))
                let store = try SQLiteStore(path: folder.file(name))
                _ = try store.openStudy(
                    StudyDefinition(name: "a", direction: .minimize, budget: 4, sampler: sampler))
                try store.close()
            }
            #expect {
                try StorageMerge.unite([folder.file("one"), folder.file("two")], into: folder.file("both"))
            } throws: {
                "\($0)".contains("'a' is one study in ") && "\($0)".contains("x: stored 0 to 1, now 0 to 2")
            }
        }
    }

    /// Random files of one search. Each has given out some numbers, and has some of those trials, complete or pruned.
    @Test(arguments: 0..<12 as Range<UInt64>) func anyFilesOfOneSearch(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        try TemporaryFolder.with { folder in
            let files = try (0..<Int.random(in: 2...4, using: &random)).map { index in
                let file = SampleFile(direction: seed % 2 == 0 ? .minimize : .maximize, using: &random)
                try file.write(to: folder.file("\(index).sqlite"), isAtWork: index == 0)
                return file
            }
            let paths = files.indices.map { folder.file("\($0).sqlite") }
            let contents = try StorageMerge.unite(paths, into: folder.file("merged"))
            let wanted = SampleFile.union(files)
            let merged = try SQLiteStore(path: folder.file("merged"), access: .unchanged)
            try wanted.check(merged)
            #expect(contents == StorageContents(studies: 1, finishedTrials: wanted.ended.count))

            // The files in another order, named twice, or partly merged before.
            let study = try #require(try merged.study(named: SampleFile.name))
            let content = try StoredContent(of: study.id, in: merged)
            _ = try StorageMerge.unite(paths.shuffled(using: &random) + [paths[0]], into: folder.file("again"))
            _ = try StorageMerge.unite(Array(paths.dropFirst()), into: folder.file("part"))
            _ = try StorageMerge.unite(
                [folder.file("part"), paths[0], folder.file("again")], into: folder.file("third"))
            for name in ["again", "third"] {
                let store = try SQLiteStore(path: folder.file(name), access: .unchanged)
                let other = try #require(try store.study(named: SampleFile.name))
                #expect(try StoredContent(of: other.id, in: store) == content)
                #expect(other.definition == study.definition)
                #expect(
                    try store.runs(of: other.id).map(\.description) == merged.runs(of: study.id).map(\.description))
                try wanted.check(store)
            }
        }
    }

    @Test func aMergedFileGoesOn() throws {
        try TemporaryFolder.with { folder in
            var random = SeededNumbers(seed: 99)
            let files = try (0..<2).map { index in
                let file = SampleFile(direction: .minimize, using: &random)
                try file.write(to: folder.file("\(index)"), isAtWork: true)
                return file
            }
            _ = try StorageMerge.unite([folder.file("0"), folder.file("1")], into: folder.file("merged"))
            let wanted = SampleFile.union(files)
            let store = try SQLiteStore(path: folder.file("merged"))
            let study = try #require(try store.study(named: SampleFile.name)).id
            let run = try store.beginRun(RunDescription(worker: .current), of: study)
            let left = (0..<wanted.budget).filter { wanted.ended[$0] == nil }
            #expect(try store.claim(.max, for: run) == left)
            try store.record(left.map { SampleFile.result($0, prunedAt: nil, .minimize) }, for: run)
            #expect(try store.findings() + store.findings(of: store.studies()[0]) == [])
        }
    }

    @Test func theFilesStayAsTheyAre() throws {
        for version in FrozenFileTests.versions {
            try FrozenFileTests.withCopy(ofVersion: version) { path in
                let before = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(chmod(path, 0o444) == 0)
                _ = try StorageMerge.unite([path], into: path + ".merged")
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
                try SampleStudies.check(SQLiteStore(path: path + ".merged"), run: RunID(1), schema: version)
            }
        }
    }

    @Test func whatCannotBothBeTrueIsListedAndNothingWritten() throws {
        try TemporaryFolder.with { folder in
            func write(_ name: String, _ trials: [FinishedTrial]) throws -> String {
                let store = try SQLiteStore(path: folder.file(name))
                let study = try store.openStudy(Sample.definition()).id
                let run = try store.beginRun(Sample.run, of: study)
                _ = try store.claim(trials.count, for: run)
                try store.record(trials, for: run)
                try store.close()
                return folder.file(name)
            }
            let one = try write(
                "one",
                [
                    Sample.complete(0, 1), Sample.complete(1, 1), Sample.trial(2, .pruned(bound: 2)),
                    Sample.complete(3, 4), Sample.trial(4, .failed(reason: "no")), Sample.trial(5, .pruned(bound: 1)),
                    Sample.trial(6, .complete(value: 1), trace: Data([1])),
                ])
            let other = try write(
                "other",
                [
                    Sample.complete(0, 1), Sample.complete(1, 1.0.nextUp), Sample.complete(2, 1.5),
                    Sample.trial(3, .pruned(bound: 4)), Sample.complete(4, 1),
                    Sample.trial(5, .pruned(bound: 1), parameters: ["x": 0.25]),
                    Sample.trial(6, .complete(value: 1), trace: Data([2])),
                ])
            for paths in [[one, other], [other, one]] {
                let error = #expect(throws: MergeError.self) {
                    try StorageMerge.unite(paths, into: folder.file("merged"))
                }
                guard case .contradictions(let found)? = error else {
                    Issue.record("\(error as Any)")
                    return
                }
                #expect(found.map(\.trial) == [1, 2, 4, 5, 6])
                #expect(found.allSatisfy { [$0.file, $0.otherFile] == paths && $0.study == "study" })
                #expect(found[0].difference.contains("1.0000000000000002"))
                #expect(found[4].difference == "different trace")
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(files.map { $0.prefix { $0 != "-" } }) == ["one", "other"], "\(files)")
        }
    }

    @Test func studiesOfOneNameMustBeOne() throws {
        try TemporaryFolder.with { folder in
            let definitions = try [
                Sample.definition(), Sample.definition(text: "another search"), Sample.definition(direction: .maximize),
            ]
            for (index, definition) in definitions.enumerated() {
                let store = try SQLiteStore(path: folder.file("\(index)"))
                _ = try store.openStudy(definition)
                try store.close()
            }
            for other in ["1", "2"] {
                let error = #expect(throws: MergeError.self) {
                    try StorageMerge.unite([folder.file("0"), folder.file(other)], into: folder.file("merged"))
                }
                let text = error.map { "\($0)" } ?? ""
                #expect(text.contains(folder.file("0")) && text.contains(folder.file(other)))
                #expect(!FileManager.default.fileExists(atPath: folder.file("merged")))
            }
        }
    }

    @Test func aFileThatIsThereStays() throws {
        try TemporaryFolder.with { folder in
            let run = try SampleStudies.record(in: SQLiteStore(path: folder.file("one")))
            for place in ["one", "text"] {
                if place == "text" { try Data("a".utf8).write(to: URL(fileURLWithPath: folder.file(place))) }
                #expect(throws: DatabaseTargetError.self) {
                    try StorageMerge.unite([folder.file("one")], into: folder.file(place))
                }
            }
            #expect(throws: StorageError.self) {
                try StorageMerge.unite([folder.file("one"), folder.file("none")], into: folder.file("merged"))
            }
            #expect(!FileManager.default.fileExists(atPath: folder.file("merged")))
            try SampleStudies.check(SQLiteStore(path: folder.file("one")), run: run)
        }
    }

    @Test func conflictsAreKeptOnce() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("one"))
            let study = try store.openStudy(Sample.definition()).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(1, for: run)
            try store.endRun(run, as: .abandoned)
            let second = try store.beginRun(
                RunDescription(scheduler: Sample.run.scheduler, worker: .current), of: study)
            try store.claimAndRecord([Sample.complete(0, 1)], for: second)
            try store.record([Sample.complete(0, 2)], for: run)
            let wanted = try store.conflicts(of: study)
            _ = try StorageBackup.copy(folder.file("one"), to: folder.file("two"))
            _ = try StorageMerge.unite([folder.file("two"), folder.file("one")], into: folder.file("merged"))
            let merged = try SQLiteStore(path: folder.file("merged"))
            let id = try #require(try merged.study(named: "study")).id
            #expect(try merged.conflicts(of: id).map(\.difference) == wanted.map(\.difference))
            #expect(try merged.runs(of: id).map(\.description.worker) == [Sample.run.worker, .current])
            #expect(try merged.runs(of: id).map(\.ending) == [.abandoned, .abandoned])
            #expect(try merged.conflicts(of: id).map(\.run) == [merged.runs(of: id)[0].id])
        }
    }
}
