import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// A copy is the complete content of a file at one moment. Where no copy is made, no file is changed.
@Suite struct BackupTests {
    private func names(in folder: TemporaryFolder) throws -> [String] {
        // The files that SQLite keeps beside an open file are left out.
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return all.filter { !$0.hasSuffix("s.sqlite-wal") && !$0.hasSuffix("s.sqlite-shm") }.sorted()
    }

    @Test func aCopyHoldsWhatTheFileHolds() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let run = try SampleStudies.record(in: store)
            let copy = folder.file("copy.sqlite")
            for _ in ["a new file", "in place of an earlier copy"] {
                // The store is open, so its last commits are in the log beside it.
                let contents = try StorageBackup.copy(path, to: copy)
                #expect(contents == StorageContents(studies: 2, finishedTrials: 3))
                #expect(try names(in: folder).filter { $0.contains("copy") } == ["copy.sqlite"])
                let header = try Data(contentsOf: URL(fileURLWithPath: copy)).prefix(20)
                #expect(header[18...19] == Data([1, 1]), "no write-ahead log belongs to it")
                try SampleStudies.check(SQLiteStore(path: copy, access: .unchanged), run: run)
            }
            let restored = try SQLiteStore(path: copy)
            try SampleStudies.check(restored, run: run)
            let study = try restored.openStudy(Sample.definition("low", budget: 9)).id
            #expect(try restored.claim(9, for: restored.beginRun(Sample.run, of: study)) == [3, 4, 5, 6, 7, 8])
            try restored.close()
        }
    }

    /// Copies made while trials are recorded are sound, and none has fewer trials than an earlier one.
    @Test func copiesOfAFileAtWorkAreItsStates() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let study = try store.openStudy(Sample.definition(budget: 4000)).id
            let run = try store.beginRun(Sample.run, of: study)
            let writer = Thread {
                while let claimed = try? store.claim(20, for: run), !claimed.isEmpty {
                    _ = try? store.record(
                        claimed.map { Sample.trial($0, .complete(value: Double($0)), trace: Data([1])) }, for: run)
                }
            }
            writer.start()
            var last = 0
            repeat {
                let contents = try StorageBackup.copy(path, to: folder.file("copy.sqlite"))
                let copy = try SQLiteStore(path: folder.file("copy.sqlite"), access: .unchanged)
                let record = try #require(try copy.study(named: "study"))
                #expect(try copy.counts(of: record.id).finished == contents.finishedTrials)
                #expect(contents.finishedTrials >= last && contents.finishedTrials % 20 == 0)
                #expect(try copy.findings() + copy.findings(of: record) == [])
                last = contents.finishedTrials
            } while !writer.isFinished
            #expect(try StorageBackup.copy(path, to: folder.file("copy.sqlite")).finishedTrials == 4000)
        }
    }

    @Test func theFileItselfIsNoPlaceForACopy() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let run = try SampleStudies.record(in: SQLiteStore(path: path))
            try FileManager.default.createSymbolicLink(atPath: folder.file("symbolic"), withDestinationPath: path)
            try FileManager.default.linkItem(atPath: path, toPath: folder.file("hard"))
            for place in ["s.sqlite", "symbolic", "hard", "s.sqlite-wal", "s.sqlite-journal", "./s.sqlite"] {
                let error = #expect(throws: DatabaseTargetError.self) {
                    try StorageBackup.copy(path, to: folder.file(place))
                }
                guard case .isTheStorage? = error else {
                    Issue.record("\(place): \(String(describing: error))")
                    continue
                }
            }
            try SampleStudies.check(SQLiteStore(path: path), run: run)
        }
    }

    @Test func whatIsNotOursStays() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try SampleStudies.record(in: SQLiteStore(path: path))
            try Data("a text".utf8).write(to: URL(fileURLWithPath: folder.file("text")))
            try Data().write(to: URL(fileURLWithPath: folder.file("empty")))
            let other = try DatabaseQueue(path: folder.file("other"))
            try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
            try other.close()
            try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
            let (before, files) = (try names(in: folder), ["text", "empty", "other"])
            let contents = try files.map { try Data(contentsOf: URL(fileURLWithPath: folder.file($0))) }
            for place in files + ["folder", "none/copy", ""] {
                #expect(throws: DatabaseTargetError.self, "\(place)") {
                    try StorageBackup.copy(path, to: place.isEmpty ? "" : folder.file(place))
                }
            }
            #expect(try names(in: folder) == before)
            #expect(try files.map { try Data(contentsOf: URL(fileURLWithPath: folder.file($0))) } == contents)
        }
    }

    @Test func aStoreInUseIsNotReplaced() throws {
        try TemporaryFolder.with { folder in
            let stores = try ["one", "two"].map { try SQLiteStore(path: folder.file($0)) }
            let run = try stores.map { try SampleStudies.record(in: $0) }[1]
            let error = #expect(throws: DatabaseTargetError.self) {
                try StorageBackup.copy(folder.file("one"), to: folder.file("two"))
            }
            guard case .inUse? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try SampleStudies.check(stores[1], run: run)
        }
    }

    @Test func ofADamagedFileNoCopyIsMade() throws {
        try TemporaryFolder.with { folder in
            let (path, copy) = (folder.file("s.sqlite"), folder.file("copy.sqlite"))
            let store = try SQLiteStore(path: path)
            let run = try SampleStudies.record(in: store)
            _ = try StorageBackup.copy(path, to: copy)
            try store.write {
                try $0.execute(sql: "PRAGMA ignore_check_constraints = 1; UPDATE trials SET value = 3 WHERE number = 1")
            }
            try store.close()
            let before = try names(in: folder)
            #expect(throws: DatabaseTargetError.self) { try StorageBackup.copy(path, to: copy) }
            #expect(
                try names(in: folder) == before)
            try SampleStudies.check(SQLiteStore(path: copy, access: .unchanged), run: run)
        }
    }

    @Test(arguments: FrozenFileTests.versions) func anOlderFileIsCopiedAsItIs(_ version: Int) throws {
        try FrozenFileTests.withCopy(ofVersion: version) { path in
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let contents = try StorageBackup.copy(path, to: path + ".copy")
            #expect(contents == StorageContents(studies: 2, finishedTrials: 3))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            try SampleStudies.check(SQLiteStore(path: path + ".copy"), run: RunID(1), schema: version)
        }
    }
}
