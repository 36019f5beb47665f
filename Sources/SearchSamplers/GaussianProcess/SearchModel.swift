import HyperparameterSearch

/// A Gaussian process of finished trials, and the trials that it would look at next.
struct SearchModel {
    let data: TrainingData
    let axes: ModelledAxes
    let cube: UnitCube
    private(set) var process: GaussianProcess
    /// The least posterior mean at the observed points, in the process's units.
    let best: Double
    /// `[centre][axis]`: the best five observations.
    private let centres: [Double]

    /// - Returns: nil where the covariance matrix is not positive definite in floating point.
    init?(
        _ data: TrainingData, _ hyperparameters: GaussianProcessHyperparameters, _ axes: ModelledAxes, _ cube: UnitCube
    ) {
        guard
            let process = GaussianProcess(
                points: axes.coordinates(data.points), values: data.values, axes: axes.axisOfCoordinate,
                hyperparameters: hyperparameters)
        else { return nil }
        (self.data, self.axes, self.cube, self.process) = (data, axes, cube, process)
        best = process.fittedValues.min()!
        centres = Array(data.points.prefix(5 * data.dimension))
    }

    /// Adds a trial without a result, as if it had the expected one.
    ///
    /// - Parameter point: `[axis]`.
    mutating func believe(_ point: [Double]) { process.believe(axes.coordinates(point)) }

    /// The next trial, at the maximum of the expected improvement. The model believes it afterwards.
    mutating func next(_ candidates: inout CandidatePoints, _ taken: inout TakenPoints) -> Proposal {
        let known = taken
        let search = AcquisitionSearch(process: process, axes: axes, best: best, centres: centres) { point in
            !known.contains(point)
        }
        let chosen = search.maximum(&candidates)?.point ?? Array(centres.prefix(data.dimension))
        let point = taken.free(near: chosen, &candidates)
        let proposal = proposal(at: point)
        believe(point)
        return proposal
    }

    /// Several trials, each at the minimum of a draw of the process.
    ///
    /// Source: Kandasamy et al., "Parallelised Bayesian optimisation via Thompson sampling", 2018.
    func draws(_ count: Int, _ candidates: inout CandidatePoints, _ taken: inout TakenPoints) -> [Proposal] {
        var points: [Double] = []
        candidates.appendUniform(400, to: &points)
        candidates.append(200, around: centres, width: 0.1, to: &points)
        candidates.append(200, around: centres, width: 0.03, to: &points)
        let joint = process.jointPrediction(at: axes.coordinates(points))
        let factor = joint.covariance.cholesky()
        return (0..<count).map { _ in
            let normals = joint.means.map { _ in candidates.draws.normal() }
            let values = zip(joint.means, factor?.times(normals) ?? normals.map { _ in 0 }).map { $0 + $1 }
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            let chosen = order.lazy.map { index in
                Array(points[index * data.dimension..<(index + 1) * data.dimension])
            }
            let point = taken.free(near: chosen.first { !taken.contains($0) } ?? chosen[0], &candidates)
            return proposal(at: point)
        }
    }

    private func proposal(at point: [Double]) -> Proposal {
        Proposal(cube.parameters(at: point), origin: .model(expectedImprovement: expectedImprovement(at: point)))
    }

    /// In units of the objective's value.
    func expectedImprovement(at point: [Double]) -> Double {
        let (means, variances) = process.predictions(at: axes.coordinates(point))
        guard data.scale == .logarithm else {
            let logarithm = ExpectedImprovement.logarithm(mean: means[0], variance: variances[0], best: best)
            return PortableMath.exp(logarithm) * data.deviation
        }
        return ExpectedImprovement.ofExponential(
            mean: data.mean + data.deviation * means[0], variance: data.deviation * data.deviation * variances[0],
            best: data.mean + data.deviation * best)
    }
}
