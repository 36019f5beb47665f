import HyperparameterSearch
import Randomness
import Testing

@testable import SearchSamplers

@Suite("The density of a Parzen mixture") struct ParzenMixtureTests {
    private static let kind = Parameter.categorical("kind", ["a", "b", "c"])

    private func density(_ mixture: ParzenMixture, _ point: [Double?]) -> Double {
        PortableMath.exp(mixture.logDensity(at: point))
    }

    /// The middles of `count` equal parts of [0, 1].
    private func middles(_ count: Int) -> [Double] { (0..<count).map { (Double($0) + 0.5) / Double(count) } }

    @Test("over real numbers integrates to the sum of the weights") func integral() throws {
        let cube = UnitCube(try SearchSpace([.float("x", in: 0...1), .float("y", in: 2...4)]))
        let mixture = ParzenMixture([[0.1, 0.9], [0, 0.5], [1, 0.2]], in: cube, prior: 2) { axis, _ in
            axis == 0 ? 0.15 : 0.3
        }
        let sum = middles(200).reduce(0.0) { sum, x in
            middles(200).reduce(sum) { $0 + density(mixture, [x, $1]) }
        }
        #expect(abs(sum / 40000 - 5) < 1e-3, "\(sum / 40000)")
    }

    @Test("of names is each name's count plus one") func categories() throws {
        let cube = UnitCube(try SearchSpace([Self.kind]))
        let points: [[Double?]] = [0, 0, 0, 2].map { [cube.axes[0].coordinate(ofCell: $0)] }
        let mixture = ParzenMixture(points, in: cube, prior: 1e-300) { _, _ in 0.1 }
        for (cell, count) in [3.0, 0, 1].enumerated() {
            let found = density(mixture, [cube.axes[0].coordinate(ofCell: cell)])
            #expect(abs(found / 4 - (count + 1) / 7) < 1e-12)
        }
    }

    @Test("of whole numbers is the probability of their cells") func cells() throws {
        let cube = UnitCube(try SearchSpace([.integer("n", in: 1...5)]))
        let mixture = ParzenMixture([[0.3]], in: cube, prior: 1e-300) { _, _ in 0.2 }
        let found = middles(5).map { density(mixture, [$0]) }
        #expect(abs(found.reduce(0, +) - 1) < 1e-12)
        // Cell 1 is from 0.2 to 0.4, with its middle 0.3 as the kernel's.
        let inside = PortableMath.normalProbability(from: -0.5, to: 0.5)
        #expect(abs(found[1] - inside / PortableMath.normalProbability(from: -1.5, to: 3.5)) < 1e-12)
    }

    @Test("of very many whole numbers is that of their middles") func manyCells() throws {
        let cube = UnitCube(try SearchSpace([.integer("n", in: 0...999_999)]))
        let real = UnitCube(try SearchSpace([.float("x", in: 0...1)]))
        let (one, other) = (
            ParzenMixture([[0.3]], in: cube, prior: 1) { _, _ in 0.2 },
            ParzenMixture([[0.3]], in: real, prior: 1) { _, _ in 0.2 }
        )
        #expect(one.logDensity(at: [0.5]) == other.logDensity(at: [0.5]))
        var draws = KeyedDraws(seed: 1, number: 1)
        let drawn = one.draw(&draws)[0] ?? -1
        #expect(drawn == cube.axes[0].coordinate(ofCell: cube.axes[0].cell(at: drawn)))
    }

    @Test("is one density over the points of a conditional space, by which it draws") func conditional() throws {
        let cube = UnitCube(
            try SearchSpace([
                Self.kind, .integer("n", in: 1...4).when("kind", is: ["a", "b"]),
                .choice("m", [1, 2]).when("n", is: [2]),
            ]))
        let points: [[Double?]] = [
            [0.1, 0.375, 0.25], [0.1, 0.875, nil], [0.5, 0.375, 0.75], [0.9, nil, nil], [0.9, nil, nil],
        ]
        let mixture = ParzenMixture(points, in: cube, prior: 1) { _, _ in 0.2 }
        var all: Set<[Double?]> = []
        for kind in middles(3) {
            for n in middles(4) { for m in middles(2) { all.insert(cube.active([kind, n, m])) } }
        }
        #expect(all.count == 11)
        #expect(abs(all.reduce(0) { $0 + density(mixture, $1) } - 6) < 1e-9)
        var draws = KeyedDraws(seed: 5, number: 0)
        var counts: [[Double?]: Int] = [:]
        for _ in 0..<20000 { counts[mixture.draw(&draws), default: 0] += 1 }
        for point in all {
            let expected = density(mixture, point) / 6 * 20000
            #expect(
                abs(Double(counts[point] ?? 0) - expected) < 5 * expected.squareRoot() + 1,
                "\(point): \(counts[point] ?? 0), not \(expected)")
        }
        #expect(Set(counts.keys) == all)
    }

    @Test("draws real numbers by the density") func draws() throws {
        let cube = UnitCube(try SearchSpace([.float("x", in: 0...1)]))
        let mixture = ParzenMixture([[0.02], [0.7]], in: cube, prior: 1) { _, _ in 0.1 }
        var draws = KeyedDraws(seed: 5, number: 0)
        var counts = [Int](repeating: 0, count: 20)
        for _ in 0..<20000 { counts[min(Int((mixture.draw(&draws)[0] ?? 0) * 20), 19)] += 1 }
        for (part, count) in counts.enumerated() {
            let expected =
                middles(50).reduce(0) { $0 + density(mixture, [(Double(part) + $1) / 20]) } / 50 / 3 / 20 * 20000
            #expect(
                abs(Double(count) - expected) < 5 * expected.squareRoot(), "part \(part): \(count), not \(expected)")
        }
    }
}
