import Testing

@testable import Figures

@Suite("Spacing of labels")
struct SpacingTests {
    @Test("Labels that have room stay where they are")
    func untouched() {
        #expect(Spacing.apart([10, 30, 80], gap: 13, in: 0...100) == [10, 30, 80])
        #expect(Spacing.apart([], gap: 13, in: 0...100) == [])
    }

    @Test("Two that are too near move apart by the same distance")
    func pair() {
        #expect(Spacing.apart([50, 54], gap: 14, in: 0...100) == [45, 59])
    }

    @Test(
        "Neighbours keep their order and distance, within the range",
        arguments: [
            [1, 2, 3, 50], [95, 96, 97, 98], [0, 0, 0, 0, 100, 100], [40, 45, 50, 55, 60], [-20, 130],
            [10, 11, 30, 31, 32],
        ])
    func apart(wished: [Double]) {
        let places = Spacing.apart(wished, gap: 13, in: 0...100)
        #expect(places.count == wished.count)
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 > 13 - 1e-9 })
        #expect(places.allSatisfy { (-1e-9...100 + 1e-9).contains($0) })
    }
}
