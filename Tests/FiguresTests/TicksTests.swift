import Testing

@testable import Figures

@Suite("Ticks")
struct TicksTests {
    /// Ranges of many widths and places, on either side of 0 and across it.
    static let ranges: [ClosedRange<Double>] =
        [-240, -12, -1, 0, 1, 2, 5, 240].flatMap { power in
            [1.0, 1.37, 2.5, 4.999, 7, 9.99].flatMap { factor in
                let span = Double("\(factor)e\(power)") ?? .nan
                return [-1, -0.31, 0, 0.7, 12].map { start in start * span...(start + 1) * span }
            }
        } + [1e-11...0.3 - 1e-11]  // three steps of 0.1, but for a rounding error: two ticks

    @Test("Linear: 3 to 9 labels within the range, at even steps of 1, 2 or 5", arguments: ranges)
    func linear(range: ClosedRange<Double>) throws {
        let ticks = Ticks(.linear, in: range)
        #expect((3...9).contains(ticks.labelled.count))
        #expect(ticks.unlabelled.isEmpty)
        #expect(ticks.labelled.allSatisfy { range.contains($0.value) })
        // All have the same exponent, so that steps are exact integers.
        let first = try #require(ticks.labelled.first)
        #expect(ticks.labelled.allSatisfy { $0.exponent == first.exponent })
        let steps = Set(zip(ticks.labelled, ticks.labelled.dropFirst()).map { $1.digits - $0.digits })
        #expect(steps.count == 1)
        #expect(steps.isSubset(of: [1, 2, 5]))
        // None is missing at the ends.
        let step = ticks.labelled[1].value - first.value
        #expect(first.value - range.lowerBound < step * 1.02)
        #expect(range.upperBound - ticks.labelled[ticks.labelled.count - 1].value < step * 1.02)
    }

    @Test("The axis of 25 epochs")
    func epochs() {
        #expect(Ticks(.linear, in: 0...25).labels.map(\.plain) == ["0", "5", "10", "15", "20", "25"])
        #expect(Ticks(.linear, in: 0...0.3).labels.map(\.plain) == ["0", "0.1", "0.2", "0.3"])
    }

    @Test(
        "Logarithmic: 3 to 9 labels within the range, ascending; the others none of them",
        arguments: [-240.0, -9, -2, 0, 3, 200], [0.02, 0.3, 0.9, 1.2, 2, 2.9, 3, 3.4, 5, 9, 10, 11, 40, 77])
    func logarithmic(power: Double, decades: Double) {
        for offset in [0.0, 0.1, 0.33, 0.7, 0.98] {
            let range =
                Scale.logarithmic.unspread(power + offset)...Scale.logarithmic.unspread(power + offset + decades)
            let ticks = Ticks(.logarithmic, in: range)
            #expect((3...9).contains(ticks.labelled.count), "\(range)")
            #expect((ticks.labelled + ticks.unlabelled).allSatisfy { range.contains($0.value) })
            for group in [ticks.labelled, ticks.unlabelled] {
                #expect(zip(group, group.dropFirst()).allSatisfy { $0.value < $1.value })
            }
            #expect(Set(ticks.labelled).isDisjoint(with: ticks.unlabelled))
        }
    }

    @Test("Labels at 1, 2 and 5 of up to three decades, with all digits; the rest of 1 to 9 without")
    func oneTwoFive() {
        let ticks = Ticks(.logarithmic, in: 0.03...22)
        #expect(ticks.labels.map(\.plain) == ["0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20"])
        #expect(ticks.unlabelled.map(\.value).prefix(5) == [0.03, 0.04, 0.06, 0.07, 0.08])
    }

    @Test("Labels at decades beyond, with the rest of 1 to 9 between; far ones as powers")
    func decades() {
        let ticks = Ticks(.logarithmic, in: 1...10_000)
        #expect(ticks.labels.map(\.plain) == ["1", "10", "100", "1,000", "10,000"])
        #expect(ticks.unlabelled.count == 4 * 8)
        #expect(Ticks(.logarithmic, in: 1e-6...1).labels == (-6...0).map { RichText("10^{\($0)}") })
    }

    @Test("Every second or third decade where there are many, with the others between")
    func manyDecades() {
        let ticks = Ticks(.logarithmic, in: 1e-12...1)
        #expect(ticks.labelled.map(\.exponent) == [-12, -10, -8, -6, -4, -2, 0])
        #expect(ticks.unlabelled.map(\.exponent) == [-11, -9, -7, -5, -3, -1])
    }

    @Test("Numbers have their exact digits")
    func numbers() {
        #expect(TickNumber(digits: 3, exponent: -1).value == 0.3)
        #expect(TickNumber(digits: -25, exponent: -1).plain == "\u{2212}2.5")
        #expect(TickNumber(digits: 5, exponent: -3).plain == "0.005")
        #expect(TickNumber(digits: 12, exponent: 4).plain == "120,000")
        #expect(TickNumber(digits: 10, exponent: -1).plain == "1.0")
        #expect(TickNumber(digits: 25, exponent: 5).scientific == RichText("2.5×10^{6}"))
        #expect(TickNumber(digits: -10, exponent: -8).scientific == RichText("\u{2212}10^{-7}"))
        #expect(TickNumber(digits: 0, exponent: 7).scientific == "0")
        #expect(Ticks(.linear, in: 0...5e6).labels[1] == RichText("10^{6}"))
    }
}
