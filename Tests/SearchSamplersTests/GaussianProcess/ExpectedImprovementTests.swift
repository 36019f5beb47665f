import Testing

@testable import SearchSamplers

@Suite("The expected improvement") struct ExpectedImprovementTests {
    @Test("has the logarithms that mpmath finds, to 4e-14 relative, from z = -1e6 to 40")
    func logarithms() throws {
        for pair in try GaussianProcessTests.Reference.fixture.get().logH {
            let (found, wanted) = (ExpectedImprovement.logH(pair[0]), pair[1])
            // Near z = 0.9, where the logarithm is 0, the error is absolute.
            #expect(abs(found - wanted) <= 4e-14 * max(abs(wanted), 1), "z = \(pair[0]): \(found), not \(wanted)")
        }
    }

    @Test("grows with z, across the borders of its forms", arguments: [-100.0, -1, -0.6629126073623883, 0])
    func monotone(_ border: Double) {
        let values = (-50...50).map { ExpectedImprovement.logH(border + Double($0) * 1e-9) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("of an exponential has the values of its closed form")
    func exponential() throws {
        for row in try GaussianProcessTests.Reference.fixture.get().exponentialImprovement {
            let found = ExpectedImprovement.ofExponential(mean: row[0], variance: row[1], best: row[2])
            #expect(abs(found - row[3]) <= 1e-13 * max(row[3], PortableMath.exp(row[2])))
            #expect(found > 0)
        }
    }
}
