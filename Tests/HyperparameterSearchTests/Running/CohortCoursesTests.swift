import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

/// A study in memory, whose trials are claimed, parked at a rung and recorded by hand. Its rungs are steps 4, 8, ...
private struct HandRun {
    let store = InMemoryStore()
    let runner: StudyRunner<ClimbingObjective>
    let run: RunID

    init(_ scheduler: any CohortScheduler, budget: Int = 400) throws {
        let sampler = RandomSampler(try SearchSpace(MeanSampler.space), stream: .keyed(seed: 5))
        let study = try store.openStudy(
            StudyDefinition(name: "s", direction: .minimize, budget: budget, sampler: sampler))
        runner = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: ClimbingObjective(),
            threads: ThreadCount(1, cores: 1), scheduler: scheduler)
        run = try store.beginRun(Sample.run, of: study.id)
    }

    func courses() throws -> CohortCourses {
        try CohortCourses(#require(runner.scheduler as? any CohortScheduler), runner)
    }

    func claim(_ count: Int, waiting: Set<Int>? = []) throws {
        _ = try store.claim(ClaimRequest(count, waiting: waiting), for: run) { numbers in
            numbers.map { Candidate(number: $0, parameters: ["x": 0.5, "y": 0]) }
        }
    }

    func park(_ numbers: Range<Int>, value: (Int) -> Double = { Double($0) }) throws {
        for number in numbers {
            try store.saveIntermediateValues([.init(step: 4, value: value(number))], ofTrial: number, for: run)
        }
        try store.release(Array(numbers), for: run)
    }

    func record(_ numbers: some Sequence<Int>, _ outcome: (Int) -> Outcome) throws {
        try store.record(
            numbers.map { number in
                FinishedTrial(
                    Candidate(number: number, parameters: ["x": 0.5, "y": 0]),
                    Evaluation(
                        outcome(number), steps: 20,
                        intermediateValues: [.init(step: 4, value: Double(number)), .init(step: 8, value: 1)]),
                    started: Date(), finished: Date())
            }, for: run)
    }
}

@Suite("The trials of a study with cohorts that may be claimed")
struct CohortCoursesTests {
    @Test("begin no further cohort while many trials wait for earlier ones")
    func parking() throws {
        let hand = try HandRun(.median(cohort: 4, every: 4))
        var courses = try hand.courses()
        try hand.claim(12)
        #expect(try courses.prepare(needed: 4) == ClaimableTrials(waiting: [], end: nil))
        try hand.park(4..<12)
        #expect(try courses.prepare(needed: 4) == ClaimableTrials(waiting: [], end: nil))
        try hand.claim(7)
        try hand.park(12..<19)
        // 15 wait. The last cohort has begun, so its last trial may begin too.
        #expect(try courses.prepare(needed: 4) == ClaimableTrials(waiting: [], end: 20))
        #expect(try courses.prepare(needed: 20) == ClaimableTrials(waiting: [], end: nil))
        try hand.record(0..<4) { .complete(value: Double($0)) }
        #expect(try courses.prepare(needed: 0).waiting == [4, 5, 6, 7])
        let course = try courses.course(of: 4)
        #expect(course?.canGoOn(from: 4) == true && course?.canGoOn(from: 8) == false)
    }

    @Test("are judged by what has changed as by a reading of all, retries included")
    func changes() throws {
        let hand = try HandRun(.median(cohort: 4, every: 4))
        var courses = try hand.courses()
        func expectAsRead(_ waiting: Set<Int>, stopped: Set<Int>) throws {
            var fresh = try hand.courses()
            let found = try courses.prepare(needed: 4)
            #expect(found.waiting == waiting)
            #expect(try fresh.prepare(needed: 4) == found)
            for number in 0..<20 {
                #expect((courses.stop(of: number) != nil) == stopped.contains(number), "trial \(number)")
                #expect(courses.stop(of: number) == fresh.stop(of: number), "trial \(number)")
            }
        }
        try hand.claim(16)
        try hand.record(0..<8) { $0 == 1 ? .failed(reason: "no") : .complete(value: Double($0)) }
        // The median at step 4 is 3.5: 2 and 3 go on, 20 and 21 are stopped.
        try hand.park(8..<12) { [8: 2, 9: 3, 10: 20, 11: 21][$0] ?? 0 }
        try hand.park(12..<16)
        try expectAsRead([8, 9, 10, 11], stopped: [10, 11])
        #expect(courses.stop(of: 10) == Evaluation(.pruned(Pruning(lastValue: 20)), steps: 4))

        // A retry takes a result away: the later trials wait for it again.
        try hand.store.requeueFailed([1], of: hand.runner.study.id)
        try expectAsRead([1], stopped: [])
        try hand.claim(1, waiting: [1])
        try hand.record([1]) { _ in .failed(reason: "again") }
        try expectAsRead([8, 9, 10, 11], stopped: [10, 11])

        // A retry between two claims changes a result that was read before.
        try hand.store.requeueFailed([1], of: hand.runner.study.id)
        try hand.claim(1, waiting: [1])
        try hand.record([1]) { _ in .complete(value: 0) }
        try expectAsRead([8, 9, 10, 11], stopped: [10, 11])
        try hand.claim(4, waiting: [8, 9, 10, 11])
        try hand.record(8..<12) { .complete(value: Double($0)) }
        try expectAsRead([12, 13, 14, 15], stopped: [12, 13, 14, 15])
    }

    @Test("of successive halving are judged within their cohort alone, in the order in which cohorts are full")
    func halving() throws {
        let hand = try HandRun(.successiveHalving(cohort: 4, eta: 2, first: 4))
        var courses = try hand.courses()
        try hand.claim(8)
        try hand.park(4..<8)
        #expect(try courses.prepare(needed: 4).waiting == [4, 5, 6, 7])
        #expect((4..<8).map { courses.stop(of: $0) == nil } == [true, true, false, false])
        try hand.park(0..<3)
        #expect(try courses.prepare(needed: 4).waiting == [4, 5, 6, 7])
        try hand.record([3]) { _ in .failed(reason: "no") }
        #expect(try courses.prepare(needed: 4).waiting == Set(0..<3).union(4..<8))
        #expect((0..<3).map { courses.stop(of: $0) == nil } == [true, true, false])
    }
}
