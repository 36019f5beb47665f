import Testing

@testable import HyperparameterSearch

@Suite("The time left")
struct TimeLeftTests {
    /// The times told of a run with an estimate for each half second.
    private func told(_ estimates: [Double?]) -> [Double?] {
        var left = TimeLeft()
        return estimates.enumerated().map { left.note($0.element, elapsed: Double($0.offset) / 2) }
    }

    @Test("is told after three seconds, where estimates agree")
    func steady() {
        let told = told((0...20).map { (index: Int) -> Double? in 100.0 - Double(index) / 2 })
        #expect(told.prefix(6).allSatisfy { $0 == nil })
        #expect(told[6] == 97 && told[7] == 96.5 && told[20] == 90)
    }

    @Test("is not told while they differ")
    func unsteady() {
        let wild = (0...40).map { (index: Int) -> Double? in index % 4 < 2 ? 50 : 500 }
        #expect(told(wild).allSatisfy { $0 == nil })
        // It comes back once two agree again.
        let falling = (0...20).map { (index: Int) -> Double? in (index < 9 ? 100.0 : 30.0) - Double(index) / 2 }
        let jump = told(falling)
        #expect(jump[8] != nil && jump[10] == nil && jump[11] == nil)
        #expect(jump[12] == 24.0)
    }

    @Test("is not told without an estimate, and then begins again")
    func none() {
        let told = told((0...20).map { (index: Int) -> Double? in index == 10 ? nil : 100.0 - Double(index) / 2 })
        #expect(told[9] != nil && told[10] == nil && told[11] == nil && told[13] != nil)
    }

    @Test("is never negative, and counts the steps in flight")
    func work() {
        let work = RunProgress.Work(
            .init(trials: 4, begun: 0, made: 40), steps: 40, recorded: 0, isEven: true)
        let progress = RunProgress(
            finished: 0, budget: 11, recorded: 0, failed: 0, pruned: 0, elapsed: 5, best: nil, work: work)
        #expect(work.step == 10 && progress.remaining == 50, "one of eleven in 5 s")
        #expect(told(Array(repeating: 0, count: 20)).last == 0)
    }
}
