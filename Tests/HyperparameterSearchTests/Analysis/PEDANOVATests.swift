import Foundation
import Testing

@testable import HyperparameterSearch

@Suite("PED-ANOVA")
struct PEDANOVATests {
    private func importances(
        _ method: PEDANOVA = PEDANOVA(), of columns: [ParameterColumn]? = nil, direction: Direction = .minimize,
        _ function: (_ x: [Double]) -> Double
    ) throws -> [ParameterImportance] {
        try method.importances(
            of: columns ?? SampledSearch.columns(), values: SampledSearch.values(function), direction: direction)
    }

    /// The output of `Scripts/analysis-reference.py`: divergence, chance and share of each parameter.
    static let reference: [(PEDANOVA, [[Double]])] = [
        (
            PEDANOVA(best: 0.1),
            [
                [0.576, 0.08554277138569284, 0.09749920269204183],
                [4.621999999999999, 0.08554277138569284, 0.9018135263009197],
                [0.08899999999999997, 0.08554277138569284, 0.0006872710070384811],
                [0.057999999999999996, 0.08554277138569284, 0],
            ]
        ),
        (
            PEDANOVA(best: 0.01, region: 0.1),
            [
                [0.94, 0.135678391959799, 0.4738867835149218],
                [0.8600000000000001, 0.135678391959799, 0.42675272382756996],
                [0.2, 0.135678391959799, 0.03789673140691616],
                [0.24000000000000005, 0.135678391959799, 0.061463761250592164],
            ]
        ),
    ]

    @Test("agrees with NumPy's histograms", arguments: [0, 1])
    func independentReference(case index: Int) throws {
        let (method, rows) = Self.reference[index]
        let found = try importances(method) { $0[0] + 3 * $0[1] + $0[1] * $0[2] }
        #expect(found.map(\.name) == ["x0", "x1", "x2", "x3"])
        for (importance, row) in zip(found, rows) {
            for (number, expected) in zip([importance.divergence, importance.chance, importance.share], row) {
                #expect(abs(number - expected) < 1e-12, "\(importance.name)")
            }
        }
    }

    @Test("one parameter that decides all has the divergence that theory gives, the others nothing but chance")
    func decidingParameter() throws {
        let found = try importances { $0[2] }
        // The best tenth of the trials has the first tenth of its values, so the divergence is (1 - 0.1) / 0.1.
        #expect(abs(found[2].divergence - 9) < 1e-9)
        #expect(found[2].share > 0.99 && found[2].isBeyondChance)
        for index in [0, 1, 3] {
            #expect(found[index].share < 0.01)
            #expect(!found[index].isBeyondChance)
        }
    }

    @Test("an additive function's shares are those of its exact region of the best")
    func additive() throws {
        // x0 + 3 x1 <= c is true in a tenth of the unit square where c^2 / 6 is 0.1 (c < 1). The region is a triangle
        // with the legs c and c / 3.
        let c = 0.6.squareRoot()
        let exact = [c, c / 3].map { leg in
            // The density of the best falls from 2 / leg at 0 to 0 at the leg. It is averaged over cells of width 1/20.
            (0..<20).map { cell -> Double in
                let part = { (x: Double) in 1 - pow(1 - min(x / leg, 1), 2) }
                let q = part(Double(cell + 1) / 20) - part(Double(cell) / 20)
                return (20 * q - 1) * (20 * q - 1) / 20
            }.reduce(0, +)
        }
        let found = try importances { $0[0] + 3 * $0[1] }
        for (importance, expected) in zip(found, exact) {
            #expect(abs(importance.share - expected / exact.reduce(0, +)) < 0.04, "\(importance.name)")
        }
        let even = try importances { $0[0] + $0[1] + $0[2] + $0[3] }
        for importance in even { #expect(abs(importance.share - 0.25) < 0.08, "\(importance.name)") }
    }

    @Test("shares add up to 1, and a constant objective gives none")
    func shares() throws {
        let found = try importances { $0[0] + $0[3] * $0[3] }
        #expect(abs(found.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        let constant = try importances { _ in 0.25 }
        for importance in constant {
            // The best trials are distributed like all trials, up to the rounding of sums.
            #expect(importance.divergence < 1e-24)
            #expect(importance.share == 0 && !importance.isBeyondChance)
        }
    }

    @Test("bending the objective's or a parameter's scale changes nothing, nor does turning the objective round")
    func monotone() throws {
        let function = { (x: [Double]) in (x[0] - 0.3) * (x[0] - 0.3) + 0.5 * x[1] }
        let found = try importances { function($0) }
        #expect(try importances { exp(20 * function($0)) } == found)
        #expect(try importances(direction: .maximize) { -function($0) } == found)
        let bent = try SampledSearch.uniforms().enumerated().map {
            ParameterColumn("x\($0)", .numbers($1.map { log(1e-3 + $0) }), scale: .log)
        }
        #expect(try importances(of: bent) { function($0) } == found)
    }

    @Test("the order of the trials changes nothing but rounding")
    func permutation() throws {
        let columns = try SampledSearch.columns()
        let values = try SampledSearch.values { $0[0] * $0[1] }
        let order = values.indices.sorted { columns[3].places[$0] < columns[3].places[$1] }
        let one = try PEDANOVA().importances(of: columns, values: values, direction: .minimize)
        let other = try PEDANOVA().importances(
            of: columns.map { $0.selecting(order) }, values: order.map { values[$0] }, direction: .minimize)
        for (a, b) in zip(one, other) { #expect(abs(a.divergence - b.divergence) < 1e-12) }
    }

    @Test("a category that decides has all the importance; cells of categories and of few numbers are those values")
    func categories() throws {
        let uniforms = try SampledSearch.uniforms()
        let thirds = uniforms[0].map { Int(3 * $0) }
        let columns = [
            ParameterColumn("category", .categories(thirds, names: ["a", "b", "c"])),
            ParameterColumn("number", .numbers(thirds.map { 10 * Double($0) })),
            ParameterColumn("noise", .numbers(uniforms[1])),
        ]
        let values = zip(thirds, uniforms[2]).map { $0 == 1 ? $1 : 1 + $1 }
        let found = try PEDANOVA().importances(of: columns, values: values, direction: .minimize)
        // All of the best trials have one category of three, so the divergence is 3 - 1, up to the deviation of that
        // category's count from a third.
        #expect(abs(found[0].divergence - 2) < 0.15)
        #expect(found[0].divergence == found[1].divergence)
        #expect(abs(found[0].share - 0.5) < 0.01 && !found[2].isBeyondChance)
    }

    @Test("of parameters without effect, one in twenty is told to have some")
    func falseAlarms() throws {
        // 400 parameters without effect: the same values, read from other indices.
        let uniforms = try SampledSearch.uniforms()
        let values = uniforms[0]
        let columns = (1...400).map { shift in
            ParameterColumn(
                "p\(shift)",
                .numbers(values.indices.map { uniforms[1 + shift % 3][($0 + 4 * shift) % values.count] }))
        }
        let found = try PEDANOVA().importances(of: columns, values: values, direction: .minimize)
        let alarms = found.count(where: \.isBeyondChance)
        #expect((5...40).contains(alarms), "\(alarms)")
        let mean = found.reduce(0) { $0 + $1.divergence } / Double(found.count)
        #expect(abs(mean / found[0].chance - 1) < 0.1)
    }

    @Test("trials that tie for the last places share them")
    func ties() {
        #expect(PEDANOVA.membership(0.5, [1, 2, 2, 3], .minimize) == [1, 0.5, 0.5, 0])
        #expect(PEDANOVA.membership(0.25, [3, 2, 2, 3], .maximize) == [0.5, 0, 0, 0.5])
        #expect(PEDANOVA.membership(1, [3, 2], .minimize) == [1, 1])
    }

    @Test("too few trials are an error that says how many are needed")
    func tooFew() throws {
        let columns = [ParameterColumn("x", .numbers(Array(repeating: 0.5, count: 49)))]
        #expect(throws: AnalysisError.tooFewTrials(49, needed: 50)) {
            try PEDANOVA().importances(of: columns, values: columns[0].places, direction: .minimize)
        }
        #expect(
            "\(AnalysisError.tooFewTrials(1, needed: 50))"
                == "1 trial is complete, and at least 50 are needed; evaluate more")
    }
}
