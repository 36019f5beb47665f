import HyperparameterSearch

/// The factors of all kernels along one axis.
struct ParzenFactors {
    /// The number of cells; 0 for real numbers.
    private let cells: Int
    /// The standard deviation of the normal density.
    let bandwidth: Double
    /// `[kernel]`: on a real axis the place of the observation, and 1 / bandwidth; both 0 where it does not have the
    /// axis.
    private var places: [Double] = []
    private var scales: [Double] = []
    /// `[kernel]`: the observed cell; -1 where there is none.
    private var observed: [Int] = []
    /// `[kernel]`: the constant part of the logarithm.
    private var constants: [Double] = []
    /// `[cell - observed cell + cells - 1]`: the logarithm of the factor, without the constant.
    private var byDistance: [Double] = []
    /// `[observed cell]`: the constant of a kernel there.
    private var constantsByCell: [Double] = []
    /// Of a categorical axis: the probability of the cells that were not observed.
    private var otherCell = 0.0
    private let isCategorical: Bool
    /// The factors of whole numbers on a log scale, whose cells are not equally wide; nil on other axes.
    private var logFactors: ParzenLogFactors?
}

extension ParzenFactors {
    /// With more cells than this, the density at a cell's middle stands for the cell's probability.
    private static let mostCells = 512

    init(_ axis: CubeAxis, bandwidth: Double, count: Int) {
        logFactors = axis.logCells.map { ParzenLogFactors($0, bandwidth: bandwidth) }
        switch axis.kind {
        case .ordered where logFactors != nil:
            (cells, isCategorical, self.bandwidth) = (0, false, bandwidth)
        case .real:
            (cells, isCategorical) = (0, false)
            self.bandwidth = bandwidth
        case .ordered(let cells) where cells > Self.mostCells:
            (self.cells, isCategorical) = (0, false)
            self.bandwidth = bandwidth
        case .ordered(let cells):
            (self.cells, isCategorical) = (cells, false)
            // A kernel that lies within its cell would never leave it.
            self.bandwidth = max(bandwidth, 0.5 / Double(cells))
            let width = 1 / (Double(cells) * self.bandwidth)
            byDistance = (1 - cells..<cells).map { distance in
                let middle = Double(distance) * width
                return PortableMath.log(
                    PortableMath.normalProbability(from: middle - 0.5 * width, to: middle + 0.5 * width))
            }
            constantsByCell = (0..<cells).map { cell in
                let place = Double(cell) + 0.5
                return -PortableMath.log(
                    PortableMath.normalProbability(from: -place * width, to: (Double(cells) - place) * width))
            }
        case .categorical(let cells):
            (self.cells, isCategorical, self.bandwidth) = (cells, true, bandwidth)
            // The mean of the observations' factors is then (1 + the cell's count) / (the number of cells + all counts).
            let extra = 1 / Double(max(count, 1))
            otherCell = extra / (1 + Double(cells) * extra)
            byDistance = [Double](repeating: PortableMath.log(otherCell), count: 2 * cells - 1)
            byDistance[cells - 1] = PortableMath.log(otherCell + 1 / (1 + Double(cells) * extra))
            constantsByCell = [Double](repeating: 0, count: cells)
        }
    }

    mutating func reserve(_ count: Int) {
        constants.reserveCapacity(count)
        if cells == 0 {
            places.reserveCapacity(count)
            scales.reserveCapacity(count)
        } else {
            observed.reserveCapacity(count)
        }
    }

    mutating func append(_ place: Double?, on axis: CubeAxis) {
        if logFactors != nil {
            logFactors?.append(place.map(axis.cell))
        } else if cells > 0 {
            let cell = place.map(axis.cell) ?? -1
            observed.append(cell)
            constants.append(cell < 0 ? -PortableMath.log(Double(cells)) : constantsByCell[cell])
        } else if let place {
            places.append(place)
            scales.append(1 / bandwidth)
            // Normal densities have the factor 1 / sqrt(2 pi), which is the same in all kernels but the flat ones.
            let mass = PortableMath.normalProbability(from: -place / bandwidth, to: (1 - place) / bandwidth)
            constants.append(-PortableMath.log(2.50662827463100050242 * bandwidth * mass))
        } else {
            places.append(0)
            scales.append(0)
            constants.append(0)
        }
    }

    /// Adds the logarithms of the kernels' factors at a place.
    ///
    /// - Parameter exponents: `[kernel]`.
    func add(_ place: Double, _ axis: CubeAxis, to exponents: UnsafeMutableBufferPointer<Double>) {
        if let logFactors { return logFactors.add(axis.cell(at: place), to: exponents) }
        constants.withUnsafeBufferPointer { constants in
            if cells == 0 {
                places.withUnsafeBufferPointer { places in
                    scales.withUnsafeBufferPointer { scales in
                        for kernel in exponents.indices {
                            let distance = (place - places[kernel]) * scales[kernel]
                            exponents[kernel] += constants[kernel] - 0.5 * (distance * distance)
                        }
                    }
                }
            } else {
                let offset = axis.cell(at: place) + cells - 1
                for kernel in exponents.indices {
                    let cell = observed[kernel]
                    exponents[kernel] += constants[kernel] + (cell < 0 ? 0 : byDistance[offset - cell])
                }
            }
        }
    }

    func draw(_ uniform: Double, _ kernel: Int, on axis: CubeAxis) -> Double {
        if let logFactors { return axis.coordinate(ofCell: axis.cell(at: logFactors.draw(uniform, kernel))) }
        if isCategorical {
            guard observed[kernel] >= 0 else { return axis.coordinate(ofCell: axis.cell(at: uniform)) }
            // The observed cell has the part of the numbers that the other cells leave.
            let others = otherCell * Double(cells)
            let cell = uniform < others ? min(Int(uniform / otherCell), cells - 1) : observed[kernel]
            return axis.coordinate(ofCell: cell)
        }
        let isFlat = cells == 0 ? scales[kernel] == 0 : observed[kernel] < 0
        var place = uniform
        if !isFlat {
            let middle = cells == 0 ? places[kernel] : axis.coordinate(ofCell: observed[kernel])
            place = Self.normal(uniform, around: middle, bandwidth: bandwidth)
        }
        return axis.cells == nil ? place : axis.coordinate(ofCell: axis.cell(at: place))
    }

    /// A place that is distributed by a normal density, cut off at 0 and 1.
    static func normal(_ uniform: Double, around middle: Double, bandwidth: Double) -> Double {
        let low = PortableMath.normalDistribution(-middle / bandwidth)
        let high = PortableMath.normalDistribution((1 - middle) / bandwidth)
        let quantile = PortableMath.normalQuantile(low + (high - low) * (uniform + 0x1p-54))
        return min(max(middle + bandwidth * quantile, 0), 1)
    }
}
