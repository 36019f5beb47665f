import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// Files that released versions wrote. Every later version opens and lists each of them, and continues its studies.
@Suite struct FrozenFileTests {
    static let versions = [1, 2, 3, 4, 5, 6, 7]

    static func withCopy(ofVersion version: Int, _ body: (String) throws -> Void) throws {
        let frozen = try #require(
            Bundle.module.url(
                forResource: "schema-\(version)", withExtension: "sqlite", subdirectory: "Fixtures"))
        try TemporaryFolder.with { folder in
            let path = folder.file("frozen.sqlite")
            try FileManager.default.copyItem(atPath: frozen.path, toPath: path)
            #expect(chmod(path, 0o644) == 0)
            try body(path)
        }
    }

    static func withCopyAsync(ofVersion version: Int, _ body: (String) async throws -> Void) async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("frozen.sqlite")
            try withCopy(ofVersion: version) { try FileManager.default.copyItem(atPath: $0, toPath: path) }
            try await body(path)
        }
    }

    @Test(arguments: versions, [SQLiteStore.Access.reading, .writing])
    func opensAndLists(_ version: Int, _ access: SQLiteStore.Access) throws {
        try Self.withCopy(ofVersion: version) { path in
            try SampleStudies.check(SQLiteStore(path: path, access: access), run: RunID(1), schema: version)
        }
    }

    /// The process would go on writing rows in the form of its version.
    @Test(arguments: versions.dropLast(), [SQLiteStore.Access.reading, .writing])
    func isNotMigratedBesideAnEarlierRun(_ version: Int, _ access: SQLiteStore.Access) throws {
        try Self.withCopy(ofVersion: version) { path in
            let change = "UPDATE runs SET ended_at = NULL, ending = NULL, lease_expires_at = "
            try Self.execute(change + "9e9 WHERE id = 1", in: path)
            let before = try Self.migrations(path)
            let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: access) }
            guard case .earlierAtWork? = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(try Self.migrations(path) == before)
            try Self.execute(change + "1 WHERE id = 1", in: path)
            try SQLiteStore(path: path, access: access).close()
        }
    }

    private static func migrations(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
        }
    }

    private static func execute(_ sql: String, in path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test(arguments: versions) func goesOnWhereItStopped(_ version: Int) throws {
        try Self.withCopy(ofVersion: version) { path in
            let store = try SQLiteStore(path: path)
            let study = try store.openStudy(Sample.definition("low", budget: 9)).id
            let run = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(9, for: run) == [3, 4, 5, 6, 7, 8])
            #expect(try store.checkpoint(ofTrial: 3, of: study) == SampleStudies.checkpoint(schema: version))
            let checkpoint = TrialCheckpoint(number: 3, step: 7500, data: Data([7]))
            try store.saveCheckpoint(checkpoint, for: run)
            #expect(try store.checkpoint(ofTrial: 3, of: study) == checkpoint)
            let parent = TrialReference(study: "low", number: 0)
            try store.record(
                [Sample.trial(3, .complete(value: 0.1), artifacts: ["weights": Data([1])], parent: parent)], for: run)
            #expect(try store.best(2, of: study).map(\.number) == [3, 0])
            #expect(try store.trial(3, of: study)?.parent == parent)
            #expect(try store.artifact(named: "weights", ofTrial: 3, of: study) == Data([1]))
            #expect(try store.checkpoint(ofTrial: 3, of: study) == nil)
        }
    }

    /// Makes a frozen file, once for each schema; see Fixtures/README.md.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SETTLE_FREEZE"] != nil))
    func freeze() throws {
        let path = try #require(ProcessInfo.processInfo.environment["SETTLE_FREEZE"])
        try SampleStudies.record(in: SQLiteStore(path: path))
    }
}
