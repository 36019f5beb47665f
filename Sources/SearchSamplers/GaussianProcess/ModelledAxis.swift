import HyperparameterSearch

/// An axis of the cube as the Gaussian process sees it.
///
/// A number is one coordinate. A category is a coordinate for each name, of which one is 1/√2 and the others are 0, so
/// that two names have distance 1.
struct ModelledAxis: Sendable {
    let axis: CubeAxis
    private let significantDigits: Int?

    init(_ axis: CubeAxis, significantDigits: Int?) {
        (self.axis, self.significantDigits) = (axis, significantDigits)
    }

    var isCategorical: Bool { if case .categorical = axis.kind { true } else { false } }
    var coordinateCount: Int { isCategorical ? axis.cells ?? 1 : 1 }

    func appendCoordinates(of place: Double, to coordinates: inout [Double]) {
        guard isCategorical, let cells = axis.cells else { return coordinates.append(place) }
        let own = min(Int(place * Double(cells)), cells - 1)
        for cell in 0..<cells { coordinates.append(cell == own ? 0.70710678118654752440 : 0) }
    }

    /// The place of the value that would be evaluated.
    ///
    /// For rounded numbers up to the last digits: a decimal that lies half way may be rounded otherwise.
    func snapped(_ place: Double) -> Double {
        let clipped = min(max(place, 0), 1)
        if axis.cells != nil { return axis.coordinate(ofCell: axis.cell(at: clipped)) }
        guard let significantDigits, case .real(let range, let scale) = axis.kind else { return clipped }
        let (low, high) = (range.lowerBound, range.upperBound)
        let number =
            switch scale {
            case .linear: low + (high - low) * clipped
            case .log:
                PortableMath.exp(PortableMath.log(low) + (PortableMath.log(high) - PortableMath.log(low)) * clipped)
            }
        return axis.coordinate(of: .number(Self.rounded(number, digits: significantDigits))) ?? clipped
    }

    /// A place near another one.
    ///
    /// - Parameter width: the standard deviation. A cell is left with a probability of a fifth or more, a category is
    ///   drawn anew with that probability.
    func near(_ place: Double, width: Double, _ draws: inout KeyedDraws) -> Double {
        guard let cells = axis.cells else { return snapped(place + width * draws.normal()) }
        if isCategorical { return draws.uniform() < 0.2 ? snapped(draws.uniform()) : place }
        let least = axis.logCells.map { 0.4 * $0.width(of: $0.cell(at: place)) } ?? 0.4 / Double(cells)
        return snapped(place + max(width, least) * draws.normal())
    }

    private static func rounded(_ number: Double, digits: Int) -> Double {
        guard number != 0, number.isFinite else { return number }
        var exponent = Int((PortableMath.log(abs(number)) * 0.43429448190325182765).rounded(.down))
        if exponent < 308, abs(number) >= power(exponent + 1) { exponent += 1 }
        let shift = digits - 1 - exponent
        guard abs(shift) <= 300 else { return number }
        return shift >= 0
            ? (number * power(shift)).rounded() / power(shift) : (number / power(-shift)).rounded() * power(-shift)
    }

    private static func power(_ exponent: Int) -> Double { powers[min(max(exponent, -320), 308) + 320] }
    /// Powers of ten from -320 to 308.
    private static let powers = (-320...308).map { Double("1e\($0)") ?? 0 }
}

/// The axes of a cube as the Gaussian process sees them.
struct ModelledAxes: Sendable {
    let axes: [ModelledAxis]
    /// `[coordinate]`: the axis of each coordinate.
    let axisOfCoordinate: [Int]

    init(_ cube: UnitCube) {
        axes = cube.axes.map { ModelledAxis($0, significantDigits: cube.significantDigits) }
        axisOfCoordinate = axes.enumerated().flatMap { Array(repeating: $0, count: $1.coordinateCount) }
    }

    /// - Parameter points: `[point][axis]`, places.
    /// - Returns: `[point][coordinate]`.
    func coordinates(_ points: some Sequence<Double>) -> [Double] {
        var result: [Double] = []
        var axis = 0
        for place in points {
            axes[axis].appendCoordinates(of: place, to: &result)
            axis = axis + 1 == axes.count ? 0 : axis + 1
        }
        return result
    }
}
