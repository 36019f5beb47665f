import AnnealingStudies
import Foundation
import HyperparameterSearch
import SearchContracts
import SpikingDynamics
import StudyFiles
import Testing

@testable import StudyReports

@Suite("How far the confirmation of a study is")
struct StudyConfirmationTests {
    private let store = InMemoryStore()

    private func file(_ confirm: String) -> String {
        """
        name: small
        objective:
          convergence: {layers: [6, 5, 3], weights: {seed: 1}, input: {seed: 2}, steps: 50, minimize: meanError}
        sampler: {random: {seed: 3}}
        trials: 4
        space: {epsilon: {initial: {from: 0.1, to: 1}, exponent: 0.5}, lambda: 1, quantizer: sigma-delta}
        confirm: \(confirm)

        """
    }

    private static func constant(_ epsilon: Double) -> TrialParameters {
        AnnealingSchedules(epsilon: .constant(epsilon), lambda: .constant(1), quantizer: .sigmaDelta).trialParameters
    }

    /// A study whose trials have these outcomes, and these parameters where they are given.
    private func study(
        _ outcomes: [Outcome], confirm: String = "{top: 2, networks: 17..18:117..118}",
        parameters: [Int: TrialParameters] = [:]
    ) throws -> StoredStudy {
        let declared = try StudyFile.read(file(confirm), file: "a", kinds: .annealing)
        let record = try store.openStudy(declared.definition())
        let text = try #require(declared.confirmation?.canonical.text)
        try store.setAttribute(DeclaredStudy.confirmationAttribute, to: text, ofTrial: nil, of: record.id)
        try finish(outcomes, of: record) { parameters[$0] ?? Self.constant(0.125 * Double($0 + 1)) }
        return StoredStudy(record, in: store, kinds: .annealing)
    }

    private func finish(
        _ outcomes: [Outcome], of record: StudyRecord, values: [[String: Double]] = [],
        parameters: (Int) -> TrialParameters
    ) throws {
        let run = try store.beginRun(Sample.run, of: record.id)
        _ = try store.claim(ClaimRequest(outcomes.count), for: run) { numbers in
            numbers.map { Candidate(number: $0, parameters: parameters($0)) }
        }
        let trials = outcomes.enumerated().map { number, outcome in
            Sample.trial(
                number, outcome, parameters: parameters(number), values: number < values.count ? values[number] : [:])
        }
        try store.record(trials, for: run)
        try store.endRun(run, as: .finished)
    }

    private static let four: [Outcome] = [0.4, 0.2, 0.1, 0.3].map { .complete(value: $0) }

    @Test("waits for the end of the search, then for its own trials")
    func stages() throws {
        let begun = try study(Array(Self.four.dropLast()))
        let searching = try #require(try begun.confirmation())
        #expect(searching.state == .searching(left: 1) && searching.request == nil && !searching.isComplete)
        #expect(try begun.ranked(4).map(\.searchedRank) == [1, 2, 3])
        try store.deleteStudy(begun.record.id)

        let ended = try study(Self.four)
        let confirmation = try #require(try ended.confirmation())
        #expect(confirmation.state == .unfinished(left: 2))
        #expect(confirmation.ground == "2 further networks")
        #expect(confirmation.meaning == "the geometric mean over 2 further networks, with its 95% interval")
        #expect(confirmation.request?.candidates.map(\.number) == [2, 1])
        #expect(try ended.ranked(3).map(\.trial.number) == [2, 1, 3])
    }

    @Test("gives the confirmed order, and says which trial could not be scored")
    func complete() throws {
        let ended = try study(Self.four, confirm: "{top: 3, networks: 17..18:117..118}")
        let request = try #require(try ended.confirmation()?.request)
        let names = try #require(request.study.convergenceSettings).networkValueNames
        let record = try store.openStudy(request.study.definition())
        let points = request.study.points.map(\.parameters)
        let values = [[names[0]: 0.5, names[1]: 0.5], [names[0]: 0.25, names[1]: 0.25], [:]]
        try finish(
            [.complete(value: 0.5), .complete(value: 0.25), .failed(reason: "it diverged")], of: record,
            values: values
        ) { points[$0] }
        let confirmation = try #require(try ended.confirmation())
        #expect(confirmation.isComplete)
        #expect(confirmation.failures.map(\.trial) == [3] && confirmation.failures.map(\.reason) == ["it diverged"])
        #expect(confirmation.scores.mapValues(\.rank) == [2: 2, 1: 1])
        let ranked = try ended.ranked(4)
        #expect(ranked.map(\.trial.number) == [1, 2, 3, 0] && ranked.map(\.searchedRank) == [2, 1, 3, 4])
        #expect(try ended.confirmations().map(\.definition.name) == [request.study.name])
        // The lists have a row for each, with the confirmed values of those that have them.
        let list = RankedList(ranked, of: ended)
        #expect(try list.csv.rows.map { $0[1] } == ["1", "2", "", ""])
        #expect(try list.table.rows.map { $0[1] } == ["0.25", "0.5", "", ""])
    }

    @Test("has a single network's value as it is")
    func single() throws {
        let confirmation = try #require(try study(Self.four, confirm: "{top: 1, networks: 17:117}").confirmation())
        #expect(confirmation.meaning == "the value on 1 further network")
    }

    @Test("names trials whose parameters cannot be read, and scores the others")
    func unreadable() throws {
        let ended = try study(Self.four, parameters: [2: ["epsilon.constant": .category("much")]])
        let confirmation = try #require(try ended.confirmation())
        #expect(confirmation.request?.candidates.map(\.number) == [1])
        #expect(confirmation.failures.map(\.trial) == [2])
        let reason = try #require(confirmation.failures.first?.reason)
        #expect(reason.hasPrefix("its parameters cannot be read: "), "\(reason)")
        #expect(confirmation.state == .unfinished(left: 1))
    }

    @Test("has nothing to confirm where no trial is complete, or none of the best can be read")
    func nothing() throws {
        let failed = try study(Self.four.map { _ in .failed(reason: "it diverged") })
        let nothing = try #require(try failed.confirmation())
        #expect(nothing.state == .nothingToConfirm && nothing.failures.isEmpty)
        let page = StudyPage.Confirmation(nothing, direction: .minimize)
        #expect(page.note == "No trial is complete, so there is nothing to confirm")
        try store.deleteStudy(failed.record.id)

        let unreadable = try study(Self.four, parameters: [1: ["x": 1], 2: ["x": 2]])
        let confirmation = try #require(try unreadable.confirmation())
        #expect(confirmation.state == .nothingToConfirm && confirmation.failures.map(\.trial) == [2, 1])
        #expect(
            StudyPage.Confirmation(confirmation, direction: .minimize).note
                == "None of the best trials can be scored again")
    }

    @Test("is uncertain where pruned trials could be among the best")
    func uncertain() throws {
        let ended = try study([.complete(value: 0.4)] + [0.5, 0.6, 0.7].map { .pruned(bound: $0) })
        let confirmation = try #require(try ended.confirmation())
        #expect(confirmation.state == .uncertain(certain: 1))
        #expect(try ended.certainRanked(4).map(\.trial.number) == [0])
        #expect(throws: StoredStudyError.self) { try ended.ranked(2) }
        let text = file("{top: 1, networks: 17:117}").replacing(/confirm:.*\n/, with: "")
        let none = try StudyFile.read(text, file: "b", kinds: .annealing)
        let plain = try InMemoryStore().openStudy(none.definition())
        #expect(try StoredStudy(plain, in: InMemoryStore(), kinds: .annealing).confirmation() == nil)
    }
}
