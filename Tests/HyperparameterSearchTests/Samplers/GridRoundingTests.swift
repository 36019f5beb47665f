import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite("Values of grids") struct GridRoundingTests {
    private static func texts(_ range: ClosedRange<Double>, _ scale: Domain.Scale, _ count: Int) throws -> [String] {
        try Domain.float(range, scale: scale).values(count: count).map(\.description)
    }

    @Test("are round over decades and on linear axes, across 0 too") func round() throws {
        #expect(try Self.texts(1e-4...1, .log, 5) == ["0.0001", "0.001", "0.01", "0.1", "1"])
        #expect(try Self.texts(0.1...1, .linear, 10) == (1...9).map { "0.\($0)" } + ["1"])
        #expect(try Self.texts(-1...1, .linear, 21) == (-10...10).map { (Double($0) / 10).shortestText })
        #expect(try Self.texts(-0.3...0.6, .linear, 4) == ["-0.3", "0", "0.3", "0.6"])
        #expect(try Self.texts(2e-7...2e5, .log, 13)[6] == "0.2")
    }

    @Test("are the exact decades on every log axis from decade to decade", arguments: [1, 2, 3, 7])
    func decades(_ mantissa: Int) throws {
        for first in stride(from: -300, to: 280, by: 13) {
            for length in [2, 3, 7, 12, 20] {
                let exact = (0...length).compactMap { Double("\(mantissa)e\(first + $0)") }
                let values = try Domain.float(exact[0]...exact[length], scale: .log).values(count: length + 1)
                #expect(values == exact.map(ParameterValue.number))
            }
        }
    }

    @Test("keep what is no short decimal, to the bit") func others() throws {
        for (range, scale, count) in [(0.0...1.0, Domain.Scale.linear, 4), (1...2, .log, 4), (0.001...0.777, .log, 9)] {
            let domain = Domain.float(range, scale: scale)
            #expect(try domain.values(count: count) == domain.values(count: count, rounding: .none))
        }
    }

    @Test("move by no more than the arithmetic may, and stay apart and in the range") func bounds() throws {
        for count in [3, 10, 101, 997] {
            for (low, high) in [(0.1, 1.0), (1e-4, 1), (0.3, 7.1), (12, 13)] {
                for scale in [Domain.Scale.linear, .log] {
                    let domain = Domain.float(low...high, scale: scale)
                    let rounded = try domain.values(count: count)
                    #expect(Set(rounded).count == count)
                    for (value, computed) in zip(rounded, try domain.values(count: count, rounding: .none)) {
                        guard case .number(let one) = value, case .number(let two) = computed else { return }
                        #expect(domain.contains(value))
                        #expect(abs(one - two) <= 1e-14 * max(abs(two), scale == .linear ? high : 0))
                    }
                }
            }
        }
        let narrow = 0.1...(0.1 + 3 * 0.1.ulp)
        #expect(Set(try Domain.float(narrow, scale: .linear).values(count: 4)).count == 4)
    }

    // MARK: Studies of an earlier version

    private static let axis = Parameter.float("x", in: 1e-4...1, scale: .log)

    private static func grid(_ rounding: GridRounding) throws -> GridSampler {
        try GridSampler([GridSampler.Axis(axis, count: 5, rounding: rounding)])
    }

    @Test("of a library study that an earlier version began stay its own") func earlierStudy() throws {
        let store = InMemoryStore()
        let objective = ClosureObjective(.minimize) { try $0.number("x") }
        let (old, new) = (try Self.grid(.none), try Self.grid(.decimal))
        _ = try store.openStudy(StudyDefinition(name: "a", direction: .minimize, budget: 2, sampler: old))
        let study = try store.openStudy(StudyDefinition(name: "a", direction: .minimize, budget: 5, sampler: new))
        #expect(study.definition.fingerprint == old.identity)
        _ = try StudyRunner(
            study: study, store: store, sampler: new, objective: objective, threads: ThreadCount(1)
        ).run(Sample.run, cancellation: Cancellation())
        let stored = try store.trials(of: study.id, matching: .all).map(\.parameters)
        #expect(try stored == (0..<5).map { try old.parameters(ofTrial: $0) })
        #expect(try stored != (0..<5).map { try new.parameters(ofTrial: $0) })
    }

    @Test("are in the earlier form of points before a grid too; lists have none") func earlierForm() throws {
        let points: [TrialParameters] = [["x": 0.5]]
        let earlier = PointsFirst(points, then: try Self.grid(.decimal)).earlierForm
        #expect(earlier?.identity == PointsFirst(points, then: try Self.grid(.none)).identity)
        #expect(try GridSampler([.init("x", [0.1, 0.2])]).earlierForm == nil)
        #expect(try Self.grid(.none).earlierForm == nil)
    }

    @Test("that stand twice in a list are refused") func twice() throws {
        #expect(throws: SpaceError.valueTwice("x", 0.1)) { try GridSampler([.init("x", [0.1, 0.2, 0.1])]) }
    }
}
