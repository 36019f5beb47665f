import Foundation
import SearchSamplers
import Testing

@Suite("Portable elementary functions") struct PortableMathTests {
    /// Pairs of argument and value, computed by mpmath with 40 digits (the quantiles of tiny arguments by SciPy).
    private static let fixture = Result {
        try Fixtures.decode([String: [[Double]]].self, "portable-math")
    }

    @Test("agree with mpmath", arguments: ["exp", "log", "quantile"])
    func values(_ name: String) throws {
        let functions = [
            "exp": PortableMath.exp, "log": PortableMath.log, "quantile": PortableMath.normalQuantile,
        ]
        let function = try #require(functions[name])
        for pair in try #require(try Self.fixture.get()[name]) {
            let (found, wanted) = (function(pair[0]), pair[1])
            // The quantile of an argument near 1 loses digits to the argument itself.
            let tolerance = name == "quantile" ? 4e-15 * max(1, abs(wanted)) : 1.01 * abs(wanted).ulp
            #expect(abs(found - wanted) <= tolerance, "\(name)(\(pair[0])) = \(found), not \(wanted)")
        }
    }

    @Test("are right at the ends of their domains")
    func ends() {
        #expect(PortableMath.exp(-.infinity) == 0)
        #expect(PortableMath.exp(710) == .infinity)
        #expect(PortableMath.exp(.nan).isNaN)
        #expect(PortableMath.log(0) == -.infinity)
        #expect(PortableMath.log(-1).isNaN)
        #expect(PortableMath.log(.infinity) == .infinity)
        #expect(PortableMath.normalQuantile(0) == -.infinity)
        #expect(PortableMath.normalQuantile(1) == .infinity)
        #expect(PortableMath.normalQuantile(2).isNaN)
    }
}
