import HyperparameterSearch
import TestSupport
import Testing

@testable import SearchSamplers

@Suite("Whole numbers on a log scale") struct LogCellsTests {
    @Test("are cells whose edges are the logarithms of half numbers")
    func edges() {
        let cells = LogCells(1...8)
        // log(n + 1/2) - log(1/2), over log(17).
        let edges = [0, 0.387762, 0.568063, 0.686822, 0.775525, 0.846353, 0.905317, 0.955824, 1]
        for (cell, edge) in edges.enumerated() { #expect(abs(cells.edge(of: cell) - edge) < 1e-5) }
        #expect(cells.cell(at: -1) == 0 && cells.cell(at: 2) == 7)
        #expect(abs((0..<8).reduce(0) { $0 + cells.width(of: $1) } - 1) < 1e-12)
    }

    @Test(
        "come back from the middles and from within the edges of their cells",
        arguments: [1...2, 1...100, 7...9, 1_000_000...1_000_007, 1...1_000_000_000])
    func roundTrip(range: ClosedRange<Int>) throws {
        let axis = try #require(CubeAxis(.integer("n", in: range, scale: .log)))
        let cells = try #require(axis.logCells)
        let few = stride(from: 0, to: range.count, by: max(1, range.count / 997))
        for cell in Array(few) + [range.count - 1] {
            #expect(axis.cell(at: axis.coordinate(ofCell: cell)) == cell)
            #expect(cells.cell(at: cells.edge(of: cell)) == cell)
            if range.count <= 1_000_000 { #expect(cells.cell(at: cells.edge(of: cell + 1).nextDown) == cell) }
            let value = ParameterValue.number(Double(range.lowerBound + cell))
            let place = try #require(axis.coordinate(of: value))
            #expect(axis.value(at: place, significantDigits: 1) == value)
        }
        #expect(axis.value(at: 0, significantDigits: nil) == .number(Double(range.lowerBound)))
        #expect(axis.value(at: 1, significantDigits: nil) == .number(Double(range.upperBound)))
    }

    @Test("have factors that are the probabilities of their cells", arguments: [0.3, 0.05, 1e-3])
    func factors(bandwidth: Double) {
        let cells = LogCells(1...40)
        var factors = ParzenLogFactors(cells, bandwidth: bandwidth)
        for cell in [nil, 0, 3, 39, 3] { factors.append(cell) }
        var sums = [Double](repeating: 0, count: 5)
        for cell in 0..<40 {
            var exponents = [Double](repeating: 0, count: 5)
            exponents.withUnsafeMutableBufferPointer { factors.add(cell, to: $0) }
            for kernel in 0..<5 { sums[kernel] += PortableMath.exp(exponents[kernel]) }
            #expect(exponents[2] == exponents[4])
        }
        for sum in sums { #expect(abs(sum - 1) < 1e-9) }
        // What is drawn is distributed by the factors.
        for kernel in 0..<3 {
            let count = 20_000
            var found = [Double](repeating: 0, count: 40)
            for index in 0..<count {
                found[cells.cell(at: factors.draw((Double(index) + 0.5) / Double(count), kernel))] += 1 / Double(count)
            }
            for cell in 0..<40 {
                var exponents = [Double](repeating: 0, count: 5)
                exponents.withUnsafeMutableBufferPointer { factors.add(cell, to: $0) }
                #expect(abs(found[cell] - PortableMath.exp(exponents[kernel])) < 2e-4)
            }
        }
    }

    @Test("have finite factors where their cells are too narrow for differences of probabilities")
    func narrow() {
        let cells = LogCells(1...(1 << 53))
        var factors = ParzenLogFactors(cells, bandwidth: 0.05)
        for cell in [nil, 0, 1 << 40, 1 << 52] { factors.append(cell) }
        for cell in [1 << 30, 1 << 52, (1 << 53) - 1] {
            var exponents = [Double](repeating: 0, count: 4)
            exponents.withUnsafeMutableBufferPointer { factors.add(cell, to: $0) }
            #expect(!exponents.contains { !$0.isFinite }, "\(exponents)")
        }
    }
}

@Suite("Steps as coordinates") struct SteppedAxisTests {
    @Test("are cells of equal width, and numbers between them belong to the nearest")
    func cells() throws {
        let axis = try #require(CubeAxis(.float("x", in: 0...1, step: 0.25)))
        #expect(axis.kind == .ordered(cells: 5))
        #expect([0, 0.19, 0.21, 0.99, 1].map { axis.value(at: $0, significantDigits: 1) } == [0, 0, 0.25, 1, 1])
        #expect(axis.coordinate(of: 0.25) == 0.3)
        #expect(axis.coordinate(of: 0.3) == 0.3)
        #expect(axis.coordinate(of: 7) == 0.9)
        let whole = try #require(CubeAxis(.integer("n", in: -3...9, step: 4)))
        #expect([0, 0.3, 0.6, 0.9].map { whole.value(at: $0, significantDigits: nil) } == [-3, 1, 5, 9])
        #expect(whole.coordinate(of: 5) == 0.625)
        #expect(whole.coordinate(of: 5.5) == nil && whole.coordinate(of: true) == nil)
        #expect(CubeAxis(.integer("n", in: 3...3)) == nil)
        #expect(CubeAxis(.boolean("b"))?.kind == .categorical(cells: 2))
    }

    @Test("make a space finite")
    func size() throws {
        let space = try SearchSpace([
            .float("x", in: 0...1, step: 0.25), .integer("n", in: 0...9, step: 3), .boolean("b"),
            .integer("m", in: 1...3, scale: .log).when("b", is: [true]),
        ])
        #expect(UnitCube(space).size == 80)
    }
}
