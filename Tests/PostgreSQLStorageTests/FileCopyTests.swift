import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

@testable import PostgreSQLStorage

/// Copies between databases and SQLite files.
@Suite(.enabled(if: TemporaryPostgreSQL.shared != nil, Comment(rawValue: TemporaryPostgreSQL.need)))
struct FileCopyTests {
    private let server: TemporaryPostgreSQL

    init() throws { server = try #require(TemporaryPostgreSQL.shared) }

    private func store() throws -> PostgreSQLStore {
        try PostgreSQLStore(server.store(schema: TemporaryPostgreSQL.newSchema()))
    }

    /// A study with a trial in each state, and everything that belongs to trials.
    private func fill(_ store: PostgreSQLStore, _ name: String = "study") throws -> StudyID {
        let study = try store.openStudy(Sample.definition(name, budget: 9)).id
        let run = try store.beginRun(Sample.run, of: study)
        _ = try store.claim(7, for: run)
        try store.saveIntermediateValues([.init(step: 2, value: 1.0 / 3)], ofTrial: 0, for: run)
        try store.saveCheckpoint(TrialCheckpoint(number: 5, step: 3, data: Data([7, 0])), for: run)
        try store.setAttribute("größe", to: "[1]", ofTrial: 0, of: study)
        try store.setAttribute("note", to: "\"x\"", ofTrial: nil, of: study)
        try store.record(
            [
                Sample.trial(
                    0, .complete(value: 1.0 / 7), values: ["third": 1.0 / 3], trace: Data([0, 255]),
                    artifacts: ["weights": Data([1, 2])]),
                Sample.trial(1, .pruned(Pruning(bound: 2, lastValue: 0.1)), steps: 4),
                Sample.trial(2, .failed(reason: "größe \"0\"\nnext")),
                Sample.trial(3, .complete(value: 2), parent: TrialReference(study: "paper", number: 4)),
            ], for: run)
        try store.release([6], for: run)
        try store.endRun(run, as: .interrupted)
        return study
    }

    @Test func aCopyHasEverything() throws {
        let store = try store()
        let study = try fill(store)
        try TemporaryFolder.with { folder in
            let path = folder.file("copy.sqlite")
            #expect(try store.copy(to: path) == StorageContents(studies: 1, finishedTrials: 4))
            // A second copy takes the place of the first.
            _ = try store.copy(to: path)
            let copy = try SQLiteStore(path: path)
            defer { try? copy.close() }
            let copied = try #require(try copy.study(named: "study"))
            #expect(copied.definition == (try store.study(named: "study"))?.definition)
            for number in 0..<7 {
                #expect(
                    try copy.content(ofTrial: number, of: copied.id) == store.content(ofTrial: number, of: study))
            }
            #expect(try copy.attributes(ofTrial: nil, of: copied.id) == ["note": "\"x\""])
            #expect(try copy.checkpoint(ofTrial: 5, of: copied.id) == store.checkpoint(ofTrial: 5, of: study))
            #expect(try copy.runs(of: copied.id).map(\.description) == [Sample.run])
            #expect(try copy.findings() == [])
            #expect(try copy.findings(of: copied) == [])
            let run = try copy.beginRun(Sample.run, of: copied.id)
            #expect(try copy.claim(9, for: run) == [4, 5, 6, 7, 8])
        }
    }

    @Test func studiesAreReplacedByThoseOfAFile() throws {
        let (source, target) = (try store(), try store())
        let study = try fill(source)
        let old = try fill(target, "old")
        let oldRun = try #require(try target.runs(of: old).last?.id)
        try TemporaryFolder.with { folder in
            let merged = folder.file("merged.sqlite")
            _ = try source.copy(to: merged)
            let before = try target.replaceStudies(copiedTo: folder.file("own.sqlite")) { own in
                #expect(own == folder.file("own.sqlite"))
                return merged
            }
            #expect(before == StorageContents(studies: 1, finishedTrials: 4))
        }
        let record = try #require(try target.study(named: "study"))
        #expect(try target.studies() == [record])
        #expect(try StoredContent(of: record.id, in: target) == StoredContent(of: study, in: source))
        #expect(try target.findings(of: record) == [])
        // The IDs of earlier runs and studies are not used again.
        #expect(record.id.rawValue > old.rawValue)
        #expect(throws: StudyError.self) { try target.renew(oldRun) }
        let run = try target.beginRun(Sample.run, of: record.id)
        #expect(run.rawValue > oldRun.rawValue)
        let seen = try target.changes(since: 0, of: record.id, limit: 99).revision
        #expect(try target.claim(9, for: run) == [4, 5, 6, 7, 8])
        #expect(try target.changes(since: seen, of: record.id, limit: 99).trials.count == 5)
    }

    @Test func studiesThatARunWorksOnAreNotReplaced() throws {
        let store = try store()
        let study = try fill(store)
        _ = try store.beginRun(Sample.run, of: study)
        try TemporaryFolder.with { folder in
            let place = folder.file("own.sqlite")
            _ = #expect(throws: StudyError.self) { try store.replaceStudies(copiedTo: place) { _ in "" } }
        }
        #expect(try store.counts(of: study).finished == 4)
    }
}
