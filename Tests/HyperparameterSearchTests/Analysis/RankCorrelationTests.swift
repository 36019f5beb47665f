import Foundation
import Testing

@testable import HyperparameterSearch

@Suite("Rank correlations")
struct RankCorrelationTests {
    @Test("agree with SciPy, with few ties and with many")
    func independentReference() throws {
        let x = try SampledSearch.uniforms()
        let sum = zip(x[0], x[1]).map { $0 + $1 }
        let (a, b) = (x[0].map { floor(5 * $0) }, zip(x[0], x[1]).map { floor(4 * $0 + 3 * $1) })
        for (one, other, spearman, kendall) in [
            (x[0], sum, 0.6930422902605725, 0.49476138069034514), (a, b, 0.7681568732785591, 0.6572484141498224),
        ] {
            #expect(abs(try #require(RankCorrelation.spearman(one, other)) - spearman) < 1e-12)
            #expect(abs(try #require(RankCorrelation.kendall(one, other)) - kendall) < 1e-12)
        }
    }

    @Test("Kendall's count of exchanges is that of all pairs")
    func pairs() throws {
        for count in 2...40 {
            let x = try SampledSearch.uniforms()
            let (a, b) = (x[0].prefix(count).map { floor(6 * $0) }, x[1].prefix(count).map { floor(9 * $0) })
            var (agreeing, untiedA, untiedB) = (0.0, 0.0, 0.0)
            for i in 0..<count {
                for j in 0..<i {
                    let (da, db) = (a[i] - a[j], b[i] - b[j])
                    agreeing += da * db > 0 ? 1 : da * db < 0 ? -1 : 0
                    untiedA += da == 0 ? 0 : 1
                    untiedB += db == 0 ? 0 : 1
                }
            }
            let expected = untiedA * untiedB > 0 ? agreeing / (untiedA * untiedB).squareRoot() : nil
            let found = RankCorrelation.kendall(a, b)
            #expect((found == nil) == (expected == nil), "\(count)")
            if let found, let expected { #expect(abs(found - expected) < 1e-12, "\(count)") }
        }
    }

    @Test("1 with itself, -1 with its reverse, nil with a constant; the same from both sides and on any bent scale")
    func laws() throws {
        let x = try SampledSearch.uniforms()
        for measure in [RankCorrelation.spearman, RankCorrelation.kendall] {
            #expect(measure(x[0], x[0]) == 1)
            #expect(measure(x[0], x[0].map { -$0 }) == -1)
            #expect(measure(x[0], x[0].map { _ in 3 }) == nil)
            #expect(measure(x[0], x[1]) == measure(x[1], x[0]))
            #expect(measure(x[0], x[1]) == measure(x[0].map { log(1 + $0) }, x[1]))
        }
    }

    @Test("equal values have the mean of their ranks, what is no number the last")
    func ranks() {
        #expect(RankCorrelation.ranks([30, 10, 10, 20]) == [4, 1.5, 1.5, 3])
        #expect(RankCorrelation.ranks([.nan, 1, .infinity]) == [2.5, 1, 2.5])
    }
}
