import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// A search with an adaptive sampler. Its trials are the same, to the bit, on any threads and processes.
private enum AdaptiveSearch {
    static let budget = 83
    static let sampler = PointsFirst([["x": 0.5, "y": 0.5], ["x": 0.1, "y": -1]], then: MeanSampler(size: 8, lag: 1))

    /// An objective with its minimum at (0.3, 0.7). One trial in nine fails, and trials take different times.
    static let objective = ClosureObjective(.minimize) { parameters in
        let (x, y) = (try parameters.number("x"), try parameters.number("y"))
        let kind = Int(x * 1e6) % 9
        usleep(UInt32(200 + 300 * kind))
        if kind == 4 { throw ParameterError.notWhole("x", x) }
        return (x - 0.3) * (x - 0.3) + (y - 0.7) * (y - 0.7)
    }

    static func open(_ store: some TrialStore) throws -> StudyRecord {
        try store.openStudy(
            StudyDefinition(name: "adaptive", direction: .minimize, budget: budget, sampler: sampler))
    }

    /// - Parameter dying: the number of recorded trials after which the process is killed.
    static func run(_ path: String, threads: Int, dying limit: Int = .max) throws {
        let store = try SQLiteStore(path: path)
        _ = try StudyRunner(
            study: open(store), store: store, sampler: sampler, objective: objective,
            threads: ThreadCount(threads, cores: threads)
        ).run(RunDescription(worker: .current), cancellation: Cancellation()) { progress in
            if progress.recorded >= limit { kill(getpid(), SIGKILL) }
        }
        try store.close()
    }

    static func content(_ path: String) throws -> StoredContent {
        let store = try SQLiteStore(path: path, access: .reading)
        let study = try #require(try store.study(named: "adaptive"))
        #expect(try store.counts(of: study.id).finished == budget)
        #expect(try store.findings() + store.findings(of: study) == [])
        return try StoredContent(of: study.id, in: store)
    }

    /// The content that one thread stores without interruption.
    static let straight = Result {
        try TemporaryFolder.with { folder in
            try run(folder.file("s.sqlite"), threads: 1)
            return try content(folder.file("s.sqlite"))
        }
    }
}

@Suite("An adaptive search", .serialized) struct AdaptiveSearchTests {
    @Test("gives the same trials on any number of threads", arguments: [1, 2, 8])
    func threads(_ count: Int) throws {
        try TemporaryFolder.with { folder in
            try AdaptiveSearch.run(folder.file("s.sqlite"), threads: count)
            #expect(try AdaptiveSearch.content(folder.file("s.sqlite")) == AdaptiveSearch.straight.get())
        }
    }

    @Test("learns: its later trials are better than its first ones")
    func learns() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try AdaptiveSearch.run(path, threads: 2)
            let store = try SQLiteStore(path: path, access: .reading)
            let study = try #require(try store.study(named: "adaptive")).id
            let values = try store.trials(of: study, matching: TrialQuery(states: [.complete])).compactMap(\.value)
            let mean = { (values: ArraySlice<Double>) in values.reduce(0, +) / Double(values.count) }
            #expect(mean(values.suffix(20)) < mean(values.prefix(20)) / 4)
        }
    }

    @Test("gives the same trials in four processes", .timeLimit(.minutes(2)))
    func processes() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            await withTaskGroup { group in
                for threads in [1, 2, 1, 2] {
                    group.addTask {
                        await #expect(processExitsWith: .success) { [path = path as String, threads = threads as Int] in
                            recordingErrors { try AdaptiveSearch.run(path, threads: threads) }
                        }
                    }
                }
            }
            let (found, wanted) = (try AdaptiveSearch.content(path), try AdaptiveSearch.straight.get())
            #expect(found == wanted)
        }
    }

    @Test("gives the same trials when it is killed again and again, and resumed", .timeLimit(.minutes(2)))
    func killed() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            for limit in [1, 5, 11, 3] {
                await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, limit = limit as Int] in
                    try AdaptiveSearch.run(path, threads: 2, dying: limit)
                }
            }
            try AdaptiveSearch.run(path, threads: 8)
            let (found, wanted) = (try AdaptiveSearch.content(path), try AdaptiveSearch.straight.get())
            #expect(found == wanted)
        }
    }

    @Test("has the trials that its sampler proposes, also after failed ones were evaluated again")
    func retried() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let study = try AdaptiveSearch.open(store)
            let reader = try #require(ProposalReplay(of: study, sampler: AdaptiveSearch.sampler, in: store))
            try AdaptiveSearch.run(folder.file("s.sqlite"), threads: 2)
            #expect(try reader.differences(mostCompared: 20) == [])
            let failed = try store.requeueFailed(nil, of: study.id)
            #expect(!failed.isEmpty)
            try AdaptiveSearch.run(folder.file("s.sqlite"), threads: 2)
            #expect(try reader.differences(mostCompared: 20) == [], "the objective fails as before")
            try store.close()
        }
    }

    @Test("goes on with the same generations when its budget is raised in the middle of one")
    func extended() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let part = try store.openStudy(
                StudyDefinition(name: "adaptive", direction: .minimize, budget: 21, sampler: AdaptiveSearch.sampler))
            _ = try StudyRunner(
                study: part, store: store, sampler: AdaptiveSearch.sampler, objective: AdaptiveSearch.objective,
                threads: ThreadCount(2, cores: 2)
            ).run(RunDescription(worker: .current), cancellation: Cancellation())
            #expect(try store.counts(of: part.id).finished == 21)
            try store.close()
            try AdaptiveSearch.run(path, threads: 2)
            let (found, wanted) = (try AdaptiveSearch.content(path), try AdaptiveSearch.straight.get())
            #expect(found == wanted)
        }
    }
}
