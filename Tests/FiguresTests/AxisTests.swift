import Testing

@testable import Figures

@Suite("Axes")
struct AxisTests {
    @Test("An axis holds its data and what it has to include; a margin only where data set the end")
    func limits() throws {
        let axis = Axis("epoch", including: [0, 25])
        #expect(axis.limits(of: [1, 24.75]) == 0...25)
        let beyond = try #require(axis.limits(of: [1, 30]))
        #expect(beyond.lowerBound == 0)
        #expect(beyond.upperBound == 31.2)
        let errors = try #require(Axis("error", scale: .logarithmic).limits(of: [0, 0.1, 10, .nan]))
        #expect(abs(errors.lowerBound - 0.1 / 1.2023) < 1e-4)  // 0.04 of two decades
        #expect(abs(errors.upperBound - 10 * 1.2023) < 1e-2)
    }

    @Test("One value stands in the middle", arguments: Scale.allCases, [1e-240, 0.03, 1, 5e12])
    func oneValue(scale: Scale, value: Double) throws {
        let limits = try #require(Axis("y", scale: scale).limits(of: [value, value]))
        let place = try #require(PlacedAxis(scale: scale, limits: limits, start: 0, end: 100).place(value))
        #expect(abs(place - 50) < 1e-6)
    }

    @Test("Nothing that can be drawn: no limits, whatever is included")
    func nothing() {
        #expect(Axis("y", including: [0, 1]).limits(of: [.nan, .infinity]) == nil)
        #expect(Axis("y", scale: .logarithmic).limits(of: [0, -1]) == nil)
        #expect(Axis("y", scale: .logarithmic, including: [0]).limits(of: [0.5, 5])?.lowerBound ?? 0 > 0)
    }

    @Test("The greatest numbers have finite limits and places", arguments: Scale.allCases)
    func extremes(scale: Scale) throws {
        let values = [1e-250, 1e250, -1e250, 1.7e308, .leastNonzeroMagnitude].filter(scale.admits)
        let limits = try #require(Axis("y", scale: scale).limits(of: values))
        let axis = PlacedAxis(scale: scale, limits: limits, start: 0, end: 100)
        #expect(values.count >= 2)
        for value in values {
            let place = try #require(axis.place(value))
            #expect((0...100).contains(place))
        }
    }

    @Test("Places are even in the value, or in its logarithm")
    func places() {
        let linear = PlacedAxis(scale: .linear, limits: 0...4, start: 10, end: 110)
        #expect([0, 1, 4].map { linear.place($0) } == [10, 35, 110])
        let decades = PlacedAxis(scale: .logarithmic, limits: 0.01...100, start: 200, end: 0)
        #expect([0.01, 0.1, 1, 100].map { decades.place($0)?.rounded() } == [200, 150, 100, 0])
        #expect(decades.place(0) == nil)
        #expect(decades.place(-1) == nil)
        #expect(linear.place(.nan) == nil)
        #expect(linear.place(.infinity) == nil)
    }
}
