import Testing

@testable import HyperparameterSearch

@Suite("The trials that lossless pruning advances next")
struct LosslessTopOrderTests {
    private let scheduler = LosslessTopScheduler(2)

    private func standing(_ number: Int, _ step: Int, _ bound: Double) -> Standing {
        Standing(number: number, step: step, bound: bound)
    }

    private func next(_ waiting: [Standing], advancing: [Standing] = [], values: [Double] = []) -> [Int] {
        var best = Ranking(direction: .minimize, capacity: 2)
        for (index, value) in values.enumerated() { best.insert(.init(number: 1000 + index, value: value)) }
        let window = TrialsInWindow(
            waiting: waiting, advancing: advancing, rungs: [1, 2, 4, 8], best: best, preferredCount: 3)
        return scheduler.next(of: window).map { waiting[$0].number }
    }

    @Test("all that are before the first rung")
    func firstRung() {
        #expect(next([standing(0, 0, 0), standing(1, 0, 0), standing(2, 1, 0.5)]) == [0, 1])
        #expect(next([standing(2, 1, 0.5), standing(0, 0, 0.7)], values: [3, 4]) == [0])
    }

    /// Of 100 trials, 20 pass the first rung, 7 the second and 2 the last one.
    @Test("then the best of each rung, fewer from rung to rung, until enough are complete")
    func leaders() {
        let all = (0..<100).map { standing($0, 1, Double($0)) }
        #expect(next(all) == Array(0..<20))
        let half = (0..<10).map { standing($0, 2, 200 + Double($0)) }
        #expect(next(Array(all[10...]) + half) == Array(10..<20), "ten have passed")
        #expect(
            next(Array(all[20...]), advancing: Array(all[..<20])) == [], "the best of the second rung are not known")
        #expect(
            next(Array(all[..<20] + all[40...]), advancing: Array(all[20..<40])) == [0, 1],
            "meanwhile those go on that no others can stop")
        #expect(next(Array(all[1..<20] + all[40...]), advancing: Array(all[20..<40] + all[..<1])) == [1])
        let passed = (0..<20).map { standing($0, 2, 200 + Double($0)) }
        #expect(next(Array(all[20...]) + passed) == Array(0..<7))
        let third = (0..<7).map { standing($0, 4, 300 + Double($0)) }
        #expect(next(Array(all[20...]) + Array(passed[7...]) + third) == [0, 1])
    }

    @Test("then those with the best bounds, at one rung")
    func best() {
        let waiting = (0..<10).map { standing($0, $0 % 2 + 1, Double($0)) }
        #expect(next(waiting, values: [50, 60]) == [0, 2, 4, 6, 8])
        let many = (0..<10).map { standing($0, 2, Double($0)) }
        #expect(next(many, values: [50, 60]) == Array(0..<6))
    }

    @Test("those whose bounds are unknown before the others")
    func unknown() {
        let waiting = [standing(3, 2, .nan), standing(4, 4, .nan), standing(0, 2, 1), standing(1, 2, 2)]
        #expect(next(waiting, values: [50, 60]) == [3])
    }

    @Test("all that are left, where the best of the rungs failed")
    func failures() {
        #expect(next([standing(7, 1, 1)], values: [5]) == [7])
        #expect(next([]) == [])
    }
}
