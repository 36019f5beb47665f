import HyperparameterSearch
import Testing

@Suite("The confidence interval of a mean")
struct ConfidenceIntervalTests {
    /// `scipy.stats.t.ppf(0.975, n)`.
    @Test(
        "has the quantiles that SciPy computes",
        arguments: [
            (1, 12.706204736174694), (2, 4.302652729749462), (3, 3.1824463052837078), (15, 2.131449545559776),
            (30, 2.0422724563012378), (31, 2.039513446396408), (47, 2.0117405137297655), (100, 1.9839715185235518),
            (999, 1.9623414611334493), (1_000_000, 1.959966356814107),
        ])
    func quantiles(degrees: Int, quantile: Double) {
        let found = StudentQuantile.at975(degreesOfFreedom: degrees)
        #expect(abs(found / quantile - 1) < 1e-9, "\(found)")
    }

    /// `scipy.stats.t.interval(0.95, n - 1, loc=mean, scale=scipy.stats.sem(x))`.
    @Test("is SciPy's")
    func interval() throws {
        let found = try #require(ConfidenceInterval(ofMean: [0.41, 0.35, 0.52, 0.29, 0.44]))
        #expect(abs(found.low - 0.2932568846058787) < 1e-14 && abs(found.high - 0.5107431153941213) < 1e-14)
        let two = try #require(ConfidenceInterval(ofMean: [1.5, 1.5000001]))
        #expect(abs(two.low - 1.499999414689763) < 1e-14 && abs(two.high - 1.5000006853102372) < 1e-14)
    }

    @Test("of a single number is unknown, and of equal numbers is the number")
    func extremes() {
        #expect(ConfidenceInterval(ofMean: [1]) == nil)
        #expect(ConfidenceInterval(ofMean: []) == nil)
        #expect(ConfidenceInterval(ofMean: [2, 2, 2]) == ConfidenceInterval(low: 2, high: 2))
    }
}
