import HyperparameterSearch
import Testing

@Suite("A range with a step") struct SteppedDomainTests {
    private func numbers(_ domain: Domain) throws -> [Double] {
        try (0..<(#require(domain.valueCount))).map { index in
            guard case .number(let number) = domain.value(withIndex: index) else { throw SpaceError.emptyName }
            return number
        }
    }

    @Test("has short decimals as values, from one end to the other")
    func decimals() throws {
        #expect(
            try numbers(.float(0...1, scale: .linear, step: 0.1)) == [
                0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
            ])
        #expect(try numbers(.float(0.1...0.7, scale: .linear, step: 0.2)) == [0.1, 0.3, 0.5, 0.7])
        #expect(try numbers(.float(-0.3...0.3, scale: .linear, step: 0.1)) == [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
        #expect(try numbers(.float(1e-5...4e-5, scale: .linear, step: 1e-5)) == [1e-5, 2e-5, 3e-5, 4e-5])
        #expect(try numbers(.integer(-3...5, step: 4)) == [-3, 1, 5])
        let third = 1.0 / 3
        #expect(try numbers(.float(0...1, scale: .linear, step: third)) == [0, third, 2 * third, 1])
    }

    @Test("finds the index of each of its values, and of no other", arguments: [0, 1, 2, 3, 4])
    func indices(seed: Int) throws {
        var random = RandomSteps(seed: UInt64(seed))
        for _ in 0..<200 {
            let domain = random.domain()
            let all = try numbers(domain)
            for (index, number) in all.enumerated() {
                #expect(domain.index(of: .number(number)) == index)
                #expect(domain.contains(.number(number)))
            }
            #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 }, "\(domain)")
            for number in [all[0].nextDown, all[0].nextUp, all[all.count - 1].nextUp, .nan] {
                #expect(!domain.contains(.number(number)))
            }
            #expect(!domain.contains(true) && !domain.contains("a"))
            #expect(domain.value(at: 0) == .number(all[0]))
            #expect(domain.value(at: 1.0.nextDown) == .number(all[all.count - 1]))
        }
    }

    @Test("must end where a step does, and says where that is")
    func uneven() throws {
        let refused: [(Parameter, String)] = [
            (.float("x", in: 0...1, step: 0.3), "end the range at 0.9 or at 1.2"),
            (.float("x", in: 0.1...1, step: 0.25), "end the range at 0.85 or at 1.1"),
            (.float("x", in: 0...1, step: 2), "end the range at 2, or give a smaller step"),
            (.float("x", in: 0...1, step: 0), "give a step above 0"),
            (.float("x", in: 0...1, step: -0.5), "give a step above 0"),
            (.float("x", in: 0...1, step: .nan), "give a step above 0"),
            (.float("x", in: 0...1, step: 1e-16), "give a wider step"),
            (.float("x", in: 1e9...1e9 + 1, step: 1e-7), "give a wider step"),
            (.float("x", in: 0.1...1, scale: .log, step: 0.1), "remove one of the two"),
            (.integer("x", in: 0...10, step: 4), "end the range at 8 or at 12"),
            (.integer("x", in: 0...2, step: 4), "end the range at 4, or give a smaller step"),
            (.integer("x", in: 0...2, step: 0), "give a step above 0"),
            (.integer("x", in: 1...2, step: .max), "or give a smaller step"),
            (.integer("x", in: 1...9, scale: .log, step: 2), "remove one of the two"),
            (.integer("x", in: 0...9, scale: .log), "a log scale needs a range above 0"),
        ]
        for (parameter, words) in refused {
            let error = try #require(throws: SpaceError.self) { try SearchSpace([parameter]) }
            #expect("\(error)".contains(words), "\(error)")
            #expect("\(error)".contains("'x'"))
        }
        _ = try SearchSpace([.float("x", in: 0...1, step: 0.1), .float("y", in: 0.1...0.7, step: 0.2)])
    }

    @Test("decides conditions, which all real numbers of a range cannot")
    func parents() throws {
        _ = try SearchSpace([.float("x", in: 0...1, step: 0.1), .fixed("y", 1).when("x", is: [0.3])])
        #expect(throws: SpaceError.parentLacksValue("y", parent: "x", 0.35)) {
            try SearchSpace([.float("x", in: 0...1, step: 0.1), .fixed("y", 1).when("x", is: [0.35])])
        }
    }

    @Test("of whole numbers on a log scale gives each its share of the scale")
    func logIntegers() throws {
        let domain = Domain.integer(1...8, scale: .log)
        let count = 100_000
        var found = [Int](repeating: 0, count: 9)
        for index in 0..<count {
            guard case .number(let number) = domain.value(at: (Double(index) + 0.5) / Double(count)) else { return }
            found[Int(number)] += 1
        }
        // The logarithms of (n + 1/2) / (n - 1/2), over that of 8.5 / 0.5.
        let shares = [0.387762, 0.180299, 0.118760, 0.088703, 0.070828, 0.058963, 0.050508, 0.044177]
        for (number, share) in zip(1...8, shares) {
            #expect(abs(Double(found[number]) / Double(count) - share) < 2e-5, "\(number): \(found[number])")
        }
    }
}

private struct RandomSteps {
    var seed: UInt64
    private var count: UInt64 = 0

    init(seed: UInt64) { self.seed = seed }

    private mutating func below(_ most: Int) -> Int {
        count += 1
        var hasher = (seed &* 1_000_003 &+ count) &* 0x9E37_79B9_7F4A_7C15
        hasher = (hasher ^ hasher >> 31) &* 0xBF58_476D_1CE4_E5B9
        return Int((hasher ^ hasher >> 29) % UInt64(most))
    }

    mutating func domain() -> Domain {
        let steps = 1 + below(60)
        if below(3) == 0 {
            let (low, step) = (below(100) - 50, 1 + below(9))
            return .integer(low...low + steps * step, step: step)
        }
        // Decimals, as files have them.
        let scale = [1, 10, 100, 1000, 1e6][below(5)]
        let (low, step) = (below(2000) - 1000, 1 + below(30))
        let range = Double(low) / scale...Double(low + steps * step) / scale
        return .float(range, scale: .linear, step: Double(step) / scale)
    }
}
