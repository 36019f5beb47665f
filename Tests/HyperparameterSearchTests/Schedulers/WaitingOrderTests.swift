import Testing

@testable import HyperparameterSearch

@Suite("The order of waiting trials")
struct WaitingOrderTests {
    private func place(_ number: Int, _ bound: Double, key: UInt64 = 0) -> WaitingOrder.Place {
        .init(index: 2 * number, key: key, standing: Standing(number: number, step: 1, bound: bound))
    }

    private func areInOrder(_ a: WaitingOrder.Place, _ b: WaitingOrder.Place) -> Bool {
        (a.standing.bound ?? 0, a.standing.number) < (b.standing.bound ?? 0, b.standing.number)
    }

    @Test("is that of a sort, whatever is inserted and removed, in whatever parts")
    func sorted() {
        var generator = PruningRandom(seed: 4)
        for _ in 0..<50 {
            var (order, expected): (WaitingOrder, [WaitingOrder.Place]) = (WaitingOrder(), [])
            for turn in 0..<10 {
                let new = (0..<Int.random(in: 0...9, using: &generator)).map {
                    place(10 * turn + $0, Double(Int.random(in: 0...5, using: &generator)))
                }
                order.insert(new, by: areInOrder)
                expected = (expected + new).sorted(by: areInOrder)
                let positions = expected.indices.filter { _ in Int.random(in: 0...2, using: &generator) == 0 }
                    .shuffled()
                let removed = order.remove(positions)
                #expect(removed.map(\.standing) == positions.map { expected[$0].standing })
                expected = expected.indices.filter { !positions.contains($0) }.map { expected[$0] }
                #expect(order.standings == expected.map(\.standing))
                #expect(order.trials.map(\.index) == expected.map(\.index))
            }
        }
    }

    @Test("gives neighbours by key, then by number")
    func neighbours() {
        var order = WaitingOrder()
        order.insert(
            [place(0, 1, key: 5), place(1, 2, key: 3), place(2, 3, key: 9), place(3, 4, key: 3), place(4, 5, key: 1)],
            by: areInOrder)
        #expect(order.take(neighbours: 2, among: [0, 1, 2, 3]).map(\.standing.number) == [1, 3])
        #expect(order.standings.map(\.number) == [0, 2, 4])
        #expect(order.take(neighbours: 9, among: [0, 1]).map(\.standing.number) == [0, 2])
    }
}
