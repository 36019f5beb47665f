import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// What is kept of a result is what was recorded, or a check tells.
@Suite("A stored result") struct RecordIntegrityTests {
    private func findings(_ path: String) throws -> [StoreFinding] {
        let store = try SQLiteStore(path: path, access: .unchanged)
        return try store.studies().flatMap { try store.findings(of: $0) }
    }

    private func change(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    static let damages = [
        "UPDATE trials SET value = 0.3333 WHERE number = 0", "UPDATE trials SET steps = 9999 WHERE number = 0",
        "UPDATE trials SET finished_at = finished_at + 1e-3 WHERE number = 0",
        "UPDATE trials SET named_values = '{\"early\":0.25}' WHERE number = 0",
        "UPDATE trials SET attempt = 2 WHERE number = 0", "UPDATE trials SET checksum = NULL WHERE number = 0",
        "UPDATE traces SET trace = x'00ff06' WHERE number = 0", "DELETE FROM traces WHERE number = 0",
        "UPDATE artifacts SET data = x'03ff' WHERE number = 0",
        "INSERT INTO intermediate_values (study_id, number, step, value) SELECT study_id, 0, 1, 0.5 FROM trials LIMIT 1",
    ]

    @Test("that was changed is found, is not merged, and an attribute does not hide it", arguments: damages)
    func damage(_ sql: String) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            let low = try #require(try store.study(named: "low")).id
            try store.setAttribute("note", to: "1", ofTrial: 0, of: low)
            try store.close()
            #expect(try findings(path) == [])
            try change(path, sql)
            #expect(try findings(path).contains { $0.trial == 0 && $0.kind == .fault })
            let again = try SQLiteStore(path: path)
            // Refused where the trial's own row is damaged.
            try? again.setAttribute("note", to: "2", ofTrial: 0, of: low)
            try again.close()
            #expect(try findings(path).contains { $0.trial == 0 && $0.kind == .fault })
            let error = #expect(throws: MergeError.self) {
                try StorageMerge.unite([path], into: folder.file("merged.sqlite"))
            }
            guard case .altered(_, "low", 0)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("with zero characters, or names that sort in two ways, comes back as it was recorded")
    func texts() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let study = try store.openStudy(Sample.definition()).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(2, for: run)
            let artifacts = ["e\u{301}": Data([1]), "f": Data([2]), "a\0b": Data([3]), "": Data()]
            let trials = [
                Sample.trial(0, .failed(reason: "cut\0here")),
                Sample.trial(1, .complete(value: 1), artifacts: artifacts),
            ]
            try store.record(trials, for: run)
            #expect(try store.trial(0, of: study)?.reason == "cut\u{FFFD}here")
            #expect(try store.artifactNames(ofTrial: 1, of: study).count == 4)
            try store.close()
            #expect(try findings(path).filter { $0.kind == .fault } == [])
        }
    }

    @Test("goes with all that belongs to it through a merge, from whichever file has it")
    func merged() throws {
        try TemporaryFolder.with { folder in
            let (one, two) = (folder.file("one.sqlite"), folder.file("two.sqlite"))
            let store = try SQLiteStore(path: one)
            let study = try store.openStudy(Sample.definition()).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(4, for: run)
            try store.record([Sample.complete(0, 1), Sample.trial(1, .failed(reason: "no"))], for: run)
            try store.saveIntermediateValues([.init(step: 3, value: 0.5)], ofTrial: 2, for: run)
            try store.setAttribute("note", to: "2", ofTrial: 2, of: study)
            try store.endRun(run, as: .interrupted)
            try store.close()
            _ = try StorageBackup.copy(one, to: two)
            let copy = try SQLiteStore(path: two)
            try copy.setAttribute("note", to: "0", ofTrial: 0, of: study)
            #expect(try copy.requeueFailed(nil, of: study) == [1])
            try copy.close()
            for (index, files) in [[one, two], [two, one]].enumerated() {
                let path = folder.file("merged-\(index).sqlite")
                _ = try StorageMerge.unite(files, into: path)
                let merged = try SQLiteStore(path: path, access: .reading)
                let study = try #require(try merged.studies().first).id
                #expect(try merged.attributes(ofTrial: 0, of: study) == ["note": "0"])
                #expect(try merged.trial(1, of: study)?.state == .waiting)
                #expect(try merged.trial(1, of: study)?.attempt == 2)
                #expect(try merged.attributes(ofTrial: 2, of: study) == ["note": "2"])
                #expect(try merged.intermediateValues(ofTrial: 2, of: study) == [.init(step: 3, value: 0.5)])
                #expect(try findings(path) == [])
            }
        }
    }

    @Test("of an older file that has a row which refers to nothing is migrated, and a check tells of the row")
    func dangling() throws {
        try FrozenFileTests.withCopy(ofVersion: 3) { path in
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.execute(
                    sql: "PRAGMA foreign_keys = OFF; INSERT INTO traces (study_id, number, trace) VALUES (1, 77, x'00')"
                )
            }
            try queue.close()
            let store = try SQLiteStore(path: path)
            #expect(try store.findings().map(\.trial) == [77])
            #expect(try store.trial(0, of: StudyID(1))?.value == 1.0 / 3)
        }
    }
}
