import Randomness
import Testing

@testable import SearchSamplers

@Suite("A search by evolution in the unit cube") struct EvolutionSearchTests {
    private static func draw(_ search: EvolutionSearch, _ number: Int) -> [Double] {
        var draws = KeyedDraws(seed: 5, number: number)
        return search.distribution.point(search.distribution.mean.map { _ in draws.normal() })
    }

    /// Lets a search learn `count` points of its own.
    private static func run(
        _ search: inout EvolutionSearch, from first: Int = 0, _ count: Int, value: ([Double]) -> Double?
    ) {
        for number in first..<first + count {
            let point = draw(search, number)
            search.learn(point, value: value(point), from: search) { _ in [0.9, 0.1] }
        }
    }

    @Test("starts again with twice the population where it has converged")
    func convergence() {
        var search = EvolutionSearch(at: [0.5, 0.5], population: 6, cells: [nil, nil])
        var evaluations = 0
        while search.restart == 0, evaluations < 2000 {
            Self.run(&search, from: evaluations, 1) { ($0[0] - 0.3) * ($0[0] - 0.3) + ($0[1] - 0.6) * ($0[1] - 0.6) }
            evaluations += 1
        }
        #expect(search.restart == 1)
        #expect(search.distribution.mean == [0.9, 0.1])
        #expect(search.distribution.constants.population == 12)
        #expect(search.isFresh)
    }

    @Test("starts again at once, with the same population, where all points failed")
    func failures() {
        var search = EvolutionSearch(at: [0.5, 0.5], population: 6, cells: [nil, nil])
        Self.run(&search, 6) { _ in nil }
        #expect(search.restart == 1)
        #expect(search.distribution.constants.population == 6)
        Self.run(&search, 6) { _ in .nan }
        #expect(search.restart == 2)
    }

    @Test("looks farther away where all values are equal, and starts again in the end; populations stay bounded")
    func plateau() {
        var search = EvolutionSearch(at: [0.5, 0.5], population: 6, cells: [nil, nil])
        Self.run(&search, 6) { _ in 1 }
        #expect(search.restart == 0)
        #expect(search.distribution.mean == [0.5, 0.5])
        #expect(search.distribution.stepSize == 0.3)
        Self.run(&search, 160_000) { _ in 1 }
        #expect(search.restart > 7)
        #expect(search.distribution.constants.population == 6 * 64)
    }

    @Test("points of an earlier start are not learned, and those of an earlier distribution move the mean less")
    func latePoints() {
        var search = EvolutionSearch(at: [0.5, 0.5], population: 6, cells: [nil, nil])
        let first = search
        Self.run(&search, 6) { $0[0] }
        var (late, own) = (search, search)
        for index in 0..<6 {
            let point = [0.1 * Double(index), 5.0]
            late.learn(point, value: Double(index), from: first) { _ in [0, 0] }
            own.learn(point, value: Double(index), from: own) { _ in [0, 0] }
        }
        #expect(own.distribution.mean[1] > 4.9)
        #expect((0.5..<2).contains(late.distribution.mean[1]))

        var restarted = first
        Self.run(&restarted, 6) { _ in nil }
        restarted.learn([0.1, 0.1], value: 0, from: first) { _ in [0, 0] }
        #expect(restarted.isFresh)
    }

    private static func cell(_ coordinate: Double, of count: Int) -> Int {
        min(max(Int((coordinate * Double(count)).rounded(.down)), 0), count - 1)
    }

    /// The share of 4,000 draws that leave the cell of the mean.
    private static func share(_ search: EvolutionSearch, axis: Int, cells: Int) -> Double {
        let home = cell(search.distribution.mean[axis], of: cells)
        let away = (0..<4000).count { cell(draw(search, $0)[axis], of: cells) != home }
        return Double(away) / 4000
    }

    @Test(
        "a whole number's axis keeps a chance of leaving its cell while the real axis converges", arguments: [2, 3, 10])
    func margin(cells: Int) {
        var search = EvolutionSearch(at: [0.5, 0.5], population: 6, cells: [nil, cells])
        var evaluations = 0
        while search.distribution.deviation(0) > 0.01, evaluations < 2000 {
            Self.run(&search, from: evaluations, 1) {
                ($0[0] - 0.3) * ($0[0] - 0.3) + Double(Self.cell($0[1], of: cells))
            }
            evaluations += 1
        }
        #expect(search.restart == 0 && search.distribution.deviation(0) <= 0.01)
        // 1 / (d lambda) is 1/12, within three standard errors.
        #expect(Self.share(search, axis: 1, cells: cells) > 1.0 / 12 - 0.015)
    }
}
