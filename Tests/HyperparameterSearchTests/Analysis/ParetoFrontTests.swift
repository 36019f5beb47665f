import HyperparameterSearch
import Randomness
import Testing

@Suite("The Pareto front")
struct ParetoFrontTests {
    typealias Point = ParetoFront.Point

    /// Trials on a lattice of `levels` values, so that many values are equal.
    private static func trials(_ count: Int, objectives: Int, levels: Double, seed: UInt32) -> [Point] {
        var generator = MersenneTwister(seed: seed)
        return (0..<count).map { number in
            Point(number: number, values: (0..<objectives).map { _ in (generator.uniform() * levels).rounded(.down) })
        }
    }

    /// The definition, word for word: no other trial is at least as good in all and better in one.
    private static func bruteForce(_ points: [Point], _ direction: Direction) -> Set<Point> {
        let sign = direction == .minimize ? 1.0 : -1.0
        return Set(
            points.filter { point in
                !points.contains { other in
                    let pairs = zip(other.values, point.values)
                    return pairs.allSatisfy { sign * $0 <= sign * $1 } && pairs.contains { sign * $0 < sign * $1 }
                }
            })
    }

    @Test(
        "is what the definition says, with ties or without, in any order of the trials", arguments: [2, 3, 4],
        [Direction.minimize, .maximize])
    func definition(objectives: Int, direction: Direction) {
        for (place, levels) in [2.0, 5, 30, 1e9].enumerated() {
            for count in [1, 2, 17, 150] {
                let seed = UInt32(1000 * place + count)
                let points = Self.trials(count, objectives: objectives, levels: levels, seed: seed)
                let front = ParetoFront(points, direction: direction)
                #expect(Set(front.points) == Self.bruteForce(points, direction))
                #expect(front.points.count == Set(front.points).count)
                #expect(ParetoFront(points.reversed(), direction: direction) == front)
                #expect(ParetoFront(front.points.shuffled(), direction: direction) == front)
            }
        }
    }

    @Test("has equal points all or not at all, and is ordered by the objectives, then by number")
    func ties() {
        let points = [[2.0, 1], [1, 2], [1, 2], [1, 3], [2, 1], [2, 2], [3, 1]].enumerated().map {
            Point(number: $0, values: $1)
        }
        #expect(ParetoFront(points.reversed(), direction: .minimize).points.map(\.number) == [1, 2, 0, 4])
        #expect(ParetoFront(points, direction: .maximize).points.map(\.number) == [6, 5, 3])
        #expect(
            ParetoFront.dominates([1, 2], [1, 3], .minimize) && !ParetoFront.dominates([1, 2], [1, 2], .minimize))
        #expect(ParetoFront.dominates([0, 1], [-0.0, 2], .minimize), "the zeros are equal")
    }

    @Test("of one objective is the best trials, of none is none, and what is not finite is left out")
    func edges() {
        let points = [3.0, 1, .nan, 1, -.infinity].enumerated().map { Point(number: $0, values: [$1]) }
        #expect(ParetoFront(points, direction: .minimize).points.map(\.number) == [1, 3])
        #expect(ParetoFront([Point](), direction: .minimize).points.isEmpty)
        let pairs = [[1.0, .nan], [5, 5], [.infinity, 0]].enumerated().map { Point(number: $0, values: $1) }
        #expect(ParetoFront(pairs, direction: .minimize).points.map(\.number) == [1])
    }
}
