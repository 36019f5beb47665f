import AnnealingStudies
import Foundation
import HyperparameterSearch
import SearchContracts
import StudyFiles

@testable import StudyServer

/// Studies in memory, with names and texts that are markup.
struct SampleStudies {
    let store = InMemoryStore()
    let study: StudyRecord
    let run: RunID
    static let hostile = "<script>alert(1)</script>\"'&"

    /// - Parameter count: the trials of the study; every third failed, every third is pruned.
    init(_ count: Int = 60, named name: String = "sample") throws {
        study = try store.openStudy(
            StudyDefinition(name: name, text: Self.hostile, direction: .minimize, budget: count + 10))
        let worker = Worker(host: Self.hostile, process: 77, processStart: "9", scope: "moon")
        run = try store.beginRun(RunDescription(command: Self.hostile, worker: worker), of: study.id)
        _ = try store.claim(count, for: run)
        try store.record((0..<count).map(Self.trial), for: run)
    }

    /// Makes another study of 40 trials in the store, 30 of which have ended.
    func add(_ name: String, direction: Direction = .minimize) throws {
        let study = try store.openStudy(
            StudyDefinition(name: name, text: Self.hostile, direction: direction, budget: 40))
        let run = try store.beginRun(Sample.run, of: study.id)
        _ = try store.claim(30, for: run)
        try store.record((0..<30).map(Self.trial), for: run)
    }

    static func trial(_ number: Int) -> FinishedTrial {
        let outcome: Outcome =
            switch number % 3 {
            case 0: .complete(value: Double((number * 37) % 1000))
            case 1: .failed(reason: hostile)
            default: .pruned(bound: Double(number))
            }
        return Sample.trial(number, outcome, parameters: ["word": .category(hostile)], steps: 10)
    }

    func site(limits: ServerLimits = ServerLimits()) throws -> Site {
        try Site(
            storage: Self.hostile, kinds: StudyKinds([ConvergenceSettings.self]), readers: { store },
            explanation: \.description,
            limits: limits)
    }
}

extension Site {
    /// The status and the text of an answer.
    func get(_ address: String, method: String = "GET") async throws -> (status: Int, text: String) {
        let request = try HTTPRequest(Array("\(method) \(address) HTTP/1.1\r\nHost: localhost".utf8))
        let response = await answer(request, client: "here")
        guard case .text(let text) = response.body else { return (response.status, "") }
        return (response.status, text)
    }
}
