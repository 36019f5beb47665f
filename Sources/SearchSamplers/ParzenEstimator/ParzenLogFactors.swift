import HyperparameterSearch

/// The factors of all kernels along an axis of whole numbers on a log scale: the probabilities of its cells, which are not
/// equally wide.
struct ParzenLogFactors {
    /// The kernels at one cell.
    private struct Site {
        let middle: Double
        let bandwidth: Double
        /// The part of the normal density that lies between 0 and 1.
        let mass: Double
    }

    /// In narrower cells, the density at the middle stands for the probability: the difference of the probabilities up to
    /// the edges would be rounded too much. The width, a factor of all kernels, is left out.
    private static let narrow = 1e-6

    private let cells: LogCells
    private let bandwidth: Double
    /// The observed cells, and their places in the list.
    private var sites: [Site] = []
    private var places: [Int: Int] = [:]
    /// `[kernel]`: the place of its site; -1 where the kernel is flat.
    private var siteOfKernel: [Int] = []

    init(_ cells: LogCells, bandwidth: Double) {
        (self.cells, self.bandwidth) = (cells, bandwidth)
    }

    mutating func append(_ cell: Int?) {
        guard let cell else { return siteOfKernel.append(-1) }
        if places[cell] == nil {
            places[cell] = sites.count
            // A kernel that lies within its cell would never leave it.
            let (middle, width) = (cells.middle(of: cell), max(bandwidth, 0.5 * cells.width(of: cell)))
            sites.append(
                Site(
                    middle: middle, bandwidth: width,
                    mass: PortableMath.normalProbability(from: -middle / width, to: (1 - middle) / width)))
        }
        siteOfKernel.append(places[cell] ?? -1)
    }

    /// Adds the logarithms of the kernels' probabilities of a cell.
    ///
    /// - Parameter exponents: `[kernel]`.
    func add(_ cell: Int, to exponents: UnsafeMutableBufferPointer<Double>) {
        let (lower, upper) = (cells.edge(of: cell), cells.edge(of: cell + 1))
        let isNarrow = upper - lower < Self.narrow
        let factors = sites.map { site in
            let (from, to) = ((lower - site.middle) / site.bandwidth, (upper - site.middle) / site.bandwidth)
            if isNarrow {
                return -0.125 * (from + to) * (from + to)
                    - PortableMath.log(2.50662827463100050242 * site.bandwidth * site.mass)
            }
            return PortableMath.log(max(0, PortableMath.normalProbability(from: from, to: to)) / site.mass)
        }
        let flat = isNarrow ? 0 : PortableMath.log(upper - lower)
        for kernel in exponents.indices {
            let site = siteOfKernel[kernel]
            exponents[kernel] += site < 0 ? flat : factors[site]
        }
    }

    /// A place that is distributed by a kernel.
    func draw(_ uniform: Double, _ kernel: Int) -> Double {
        guard siteOfKernel[kernel] >= 0 else { return uniform }
        let site = sites[siteOfKernel[kernel]]
        return ParzenFactors.normal(uniform, around: site.middle, bandwidth: site.bandwidth)
    }
}
