import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// Makes every call of a store on a file that another program wrote. Each call works or throws one of our own errors.
struct EveryCall {
    let path: String

    func make() throws {
        for access in [SQLiteStore.Access.reading, .writing] {
            try typed {
                let store = try SQLiteStore(path: path, access: access)
                try typed { try read(store) }
                if access == .writing { try typed { try write(store) } }
                try typed { try store.close() }
            }
        }
    }

    private func read(_ store: SQLiteStore) throws {
        for name in ["low", "high", "a'; DROP TABLE studies; --"] { try typed { _ = try store.study(named: name) } }
        let listed = (try? store.studies()) ?? []
        try typed { _ = try store.studies() }
        for study in Set(listed.map(\.id) + [StudyID(1), StudyID(2), StudyID(.min)]) {
            try read(store, study)
        }
    }

    private func read(_ store: SQLiteStore, _ study: StudyID) throws {
        for order in TrialQuery.Order.allCases {
            try typed {
                let trials = try store.trials(
                    of: study, matching: TrialQuery(states: [.complete, .failed], order: order))
                for trial in trials { check(trial) }
            }
        }
        try typed { _ = try store.trials(of: study, matching: .all) }
        try typed { _ = try store.best(3, of: study) }
        try typed { _ = try store.counts(of: study).finished }
        try typed { _ = try store.remaining(of: study) }
        try typed { _ = try store.guaranteedBest(of: study) }
        try typed { _ = try store.changes(since: 0, of: study, limit: 9) }
        try typed {
            for run in try store.runs(of: study) {
                _ = run.started.formatted(.iso8601)
                try typed { _ = try store.run(run.id, of: study) }
            }
        }
        try typed { for run in try store.runsAtWork(on: study) { _ = run.record.started.formatted(.iso8601) } }
        try typed { for conflict in try store.conflicts(of: study) { _ = conflict.found.formatted(.iso8601) } }
        if let record = (try? store.studies())?.first(where: { $0.id == study }) {
            try typed { _ = try store.findings(of: record) }
        }
        for number in [0, 1, 3, .max] {
            try typed { _ = try store.trial(number, of: study) }
            try typed { _ = try store.trace(ofTrial: number, of: study) }
            try typed { _ = try store.checkpoint(ofTrial: number, of: study) }
            try typed { _ = try store.artifactNames(ofTrial: number, of: study) }
            try typed { _ = try store.artifact(named: "weights", ofTrial: number, of: study) }
        }
    }

    /// Checks that a trial's values can be ranked, printed and sampled again.
    private func check(_ trial: Trial) {
        #expect(trial.value?.isFinite != false && trial.bound?.isFinite != false)
        #expect((0..<StudyDefinition.largestBudget).contains(trial.number))
        if let parent = trial.parent { #expect(TrialReference(parent.description) == parent) }
        for date in [trial.started, trial.finished] { _ = date?.formatted(.iso8601) }
    }

    private func write(_ store: SQLiteStore) throws {
        let low = try Sample.definition("low", budget: 9)
        try typed { _ = try store.openStudy(low) }
        try typed { _ = try store.openStudy(Sample.definition("new")) }
        guard let study = try? store.study(named: "low")?.id else { return }
        try typed {
            let run = try store.beginRun(Sample.run, of: study)
            try typed { try store.renew(run) }
            try typed { _ = try store.requeueFailed(nil, of: study) }
            let claimed = (try? store.claim(3, for: run, reopening: .all)) ?? []
            for number in claimed {
                try typed { try store.saveCheckpoint(TrialCheckpoint(number: number, step: 1, data: Data()), for: run) }
                try typed { try store.record([Sample.complete(number, 0.5)], for: run) }
            }
            try typed { try store.endRun(run, as: .finished) }
        }
        try typed { try store.deleteStudy(study) }
    }

    /// - Throws: every error that is not one of ours.
    private func typed(_ call: () throws -> Void) throws {
        do {
            try call()
        } catch let error as StorageError {
            #expect(error.description.contains(path) && error.description.count < 4000)
        } catch is StudyError {
        }
    }
}
