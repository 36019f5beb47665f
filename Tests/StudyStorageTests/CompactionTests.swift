import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite("The space of a deleted study") struct CompactionTests {
    /// A file with a study of some megabytes, and the sample studies.
    private func fill(_ path: String) throws -> (store: SQLiteStore, large: StudyID) {
        let store = try SQLiteStore(path: path)
        try SampleStudies.record(in: store)
        let large = try store.openStudy(Sample.definition("large", budget: 100)).id
        let run = try store.beginRun(Sample.run, of: large)
        _ = try store.claim(100, for: run)
        try store.record(
            (0..<100).map { Sample.trial($0, .complete(value: 1), trace: Data(repeating: UInt8($0), count: 40_000)) },
            for: run)
        try store.endRun(run, as: .finished)
        return (store, large)
    }

    private func size(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test("is given back at once by a file that this version made")
    func incremental() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let (store, large) = try fill(path)
            try store.deleteStudy(large)
            let space = try store.reclaimSpace(rewriting: false)
            #expect(space.before > 4_000_000 && space.after < 400_000 && space.unused == 0)
            try store.close()
            #expect(try size(path) == space.after)
            try SampleStudies.check(SQLiteStore(path: path), run: RunID(1))
            #expect(try SQLiteStore(path: path, access: .unchanged).findings() == [])
        }
    }

    @Test("stays in a file that an older version made, until it is written anew")
    func older() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let (filled, large) = try fill(path)
            try filled.close()
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM")
            }
            try queue.close()
            let store = try SQLiteStore(path: path)
            try store.deleteStudy(large)
            let kept = try store.reclaimSpace(rewriting: false)
            #expect(kept.after == kept.before && kept.unused > 4_000_000)
            let space = try store.reclaimSpace(rewriting: true)
            #expect(space.before == kept.after && space.after < 400_000 && space.unused == 0)
            try store.close()
            #expect(try size(path) == space.after)
            try SampleStudies.check(SQLiteStore(path: path), run: RunID(1))
            #expect(try SQLiteStore(path: path, access: .unchanged).findings() == [])
        }
    }
}
