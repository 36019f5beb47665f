import HyperparameterSearch
import Testing

@Suite("The course of a search")
struct SearchCourseTests {
    @Test(
        "the best so far is the best of all trials up to each, whatever their order",
        arguments: [Direction.minimize, .maximize])
    func bestSoFar(direction: Direction) throws {
        let values = Array(try SampledSearch.uniforms()[0].prefix(300)).map { ($0 * 20).rounded() }
        let entries = values.enumerated().map { Ranking.Entry(number: 3 * $0, value: $1) }
        let improvements = BestSoFar.improvements(entries.reversed(), direction: direction)
        #expect(improvements == BestSoFar.improvements(entries, direction: direction))
        for index in entries.indices {
            let best = direction == .minimize ? values[...index].min() : values[...index].max()
            #expect(improvements.last { $0.number <= 3 * index }?.value == best)
        }
        #expect(improvements.count == Set(improvements.map(\.value)).count)
    }

    @Test("as many trials are alive at a step as ran it")
    func alive() throws {
        let steps = try SampledSearch.uniforms()[0].prefix(500).map { 5 + Int(100 * $0) }
        let curve = TrialsAlive.curve(steps)
        #expect(curve.first == TrialsAlive.Entry(step: 1, alive: 500))
        for step in 1...105 {
            let alive = steps.count { $0 >= step }
            #expect((curve.first { $0.step >= step }?.alive ?? 0) == alive, "\(step)")
        }
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.step < $1.step && $0.alive >= $1.alive })
        #expect(TrialsAlive.curve([]).isEmpty)
    }
}
