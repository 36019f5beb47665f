import HyperparameterSearch
import Testing

@Suite struct RankingTests {
    /// Unordered values with many ties.
    static let entries = (0..<200).map { Ranking.Entry(number: $0, value: Double($0 * 7919 % 13)) }

    @Test(arguments: [Direction.minimize, .maximize], [1, 5, 200, 500])
    func keepsTheBestByValueThenNumber(_ direction: Direction, _ capacity: Int) {
        let sorted = Self.entries.sorted {
            $0.value == $1.value ? $0.number < $1.number : direction.prefers($0.value, to: $1.value)
        }
        // The order of insertion does not matter.
        for order in [Self.entries, Self.entries.reversed(), sorted, sorted.reversed()] {
            var ranking = Ranking(direction: direction, capacity: capacity)
            for entry in order { ranking.insert(entry) }
            #expect(ranking.entries == Array(sorted.prefix(capacity)))
            #expect(ranking.best == sorted.first)
            #expect(ranking.threshold == (capacity <= 200 ? sorted[capacity - 1].value : nil))
        }
    }

    @Test func anEmptyRankingHasNoBestAndNoThreshold() {
        let ranking = Ranking(direction: .minimize, capacity: 1)
        #expect(ranking.best == nil && ranking.threshold == nil)
    }
}
