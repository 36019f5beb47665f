import Foundation
import SearchSamplers
import Testing

@Suite("The normal distribution in portable arithmetic") struct NormalDistributionTests {
    /// Computed by mpmath with 60 digits: arguments, then the value.
    private static let fixture = Result {
        try Fixtures.decode([String: [[Double]]].self, "normal-distribution")
    }

    @Test("agrees with mpmath") func values() throws {
        let fixture = try Self.fixture.get()
        for pair in try #require(fixture["erfc"]) {
            #expect(Self.isClose(PortableMath.erfc(pair[0]), pair[1], 1e-15), "erfc(\(pair[0]))")
        }
        for pair in try #require(fixture["normalDistribution"]) {
            // The argument is rounded when it is divided by the square root of 2.
            let tolerance = 1e-15 * max(1, pair[0] * pair[0] / 4)
            #expect(Self.isClose(PortableMath.normalDistribution(pair[0]), pair[1], tolerance), "at \(pair[0])")
        }
        for triple in try #require(fixture["normalProbability"]) {
            let found = PortableMath.normalProbability(from: triple[0], to: triple[1])
            #expect(Self.isClose(found, triple[2], 1e-12), "from \(triple[0]) to \(triple[1]): \(found)")
        }
    }

    @Test("is the inverse of the quantile") func inverse() {
        for step in 1..<200 {
            let p = Double(step) / 200
            #expect(abs(PortableMath.normalDistribution(PortableMath.normalQuantile(p)) - p) < 1e-15)
        }
    }

    @Test("is right at its ends") func ends() {
        #expect(PortableMath.erfc(.infinity) == 0 && PortableMath.erfc(-.infinity) == 2)
        #expect(PortableMath.erfc(.nan).isNaN)
        #expect(abs(PortableMath.erfc(0) - 1) < 1e-15)
        #expect(PortableMath.normalProbability(from: -.infinity, to: .infinity) == 1)
    }

    private static func isClose(_ found: Double, _ wanted: Double, _ tolerance: Double) -> Bool {
        abs(found - wanted) <= tolerance * abs(wanted)
    }
}
