import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// A file is deleted or replaced while a run works on it.
@Suite struct ReplacedFileTests {
    enum Mishap: CaseIterable {
        case deletion
        case anotherFile
        case anotherDatabase
    }

    @Test(arguments: Mishap.allCases) func isNoticedAndWhatItHeldIsSaved(_ mishap: Mishap) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let study = try store.openStudy(Sample.definition("study", budget: 4)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(2, for: run)
            try store.record([Sample.complete(0, 1), Sample.complete(1, 2)], for: run)
            let held = try store.trials(of: study, matching: .all)
            try FileManager.default.removeItem(atPath: path)
            switch mishap {
            case .deletion: break
            case .anotherFile: try Data("x".utf8).write(to: URL(fileURLWithPath: path))
            case .anotherDatabase:
                let other = try SQLiteStore(path: folder.file("other.sqlite"))
                _ = try other.openStudy(Sample.definition("another"))
                try other.close()
                try FileManager.default.moveItem(atPath: other.path, toPath: path)
            }
            for act in [{ _ = try store.renew(run) }, { try store.endRun(run, as: .finished) }] {
                let error = #expect(throws: StorageError.self) { try act() }
                guard case .replaced(path, let rescued?) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                let saved = try SQLiteStore(path: rescued)
                let found = try #require(try saved.study(named: "study"))
                #expect(try saved.trials(of: found.id, matching: .all) == held)
                #expect(try saved.counts(of: found.id)[.complete] == 2)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.count { $0.contains("rescued") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") } == 1)
            try store.close()
            if mishap == .anotherDatabase {
                #expect(try SQLiteStore(path: path, access: .reading).studies().map(\.definition.name) == ["another"])
            }
        }
    }
}
