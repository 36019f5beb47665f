/// Finds the point with the largest expected improvement.
///
/// The variance of a point falls with every observation that is taken into account, and with it the expected
/// improvement. So a point is given up as soon as its bound is no better than what is found already; the result is the
/// same as without.
struct AcquisitionSearch {
    /// A point of the cube, `[axis]`, and the logarithm of its expected improvement, in the process's units.
    struct Found {
        var point: [Double]
        var score: Double
    }

    let process: GaussianProcess
    let axes: ModelledAxes
    /// The value to improve on.
    let best: Double
    /// `[centre][axis]`: the best observations.
    let centres: [Double]
    /// Whether a point may be proposed.
    let isAllowed: ([Double]) -> Bool

    private static let refined = 4
    /// Each halves the width of the steps, from 0.1 to 0.0002 of the cube.
    private static let rounds = 10
    private static let children = Panel.width

    /// - Returns: nil where no point that was drawn is allowed.
    func maximum(_ candidates: inout CandidatePoints) -> Found? {
        var points: [Double] = []
        candidates.appendUniform(512, to: &points)
        candidates.append(128, around: centres, width: 0.1, to: &points)
        candidates.append(128, around: centres, width: 0.03, to: &points)
        var parents = top(Self.refined, of: points)
        var width = 0.1
        for _ in 0..<Self.rounds {
            for index in parents.indices {
                var children: [Double] = []
                candidates.appendPerturbations(Self.children, of: parents[index].point, width: width, to: &children)
                if let better = best(of: children, above: parents[index].score) { parents[index] = better }
            }
            width *= 0.5
        }
        return parents.max { $0.score < $1.score }
    }

    /// The best allowed points of a list, `[point][axis]`, in descending order of score.
    func top(_ count: Int, of points: [Double]) -> [Found] {
        let dimension = axes.axes.count
        let asked = points.count / dimension
        let scaled = process.scaled(axes.coordinates(points))
        let first = firstStage
        var panels: [PredictionPanel] = []
        var bounds: [Double] = []
        for start in stride(from: 0, to: asked, by: Panel.width) {
            var panel = PredictionPanel(capacity: process.count)
            panel.begin(scaled, first: start, process)
            panel.solve(to: first, process)
            for column in 0..<min(Panel.width, asked - start) { bounds.append(score(panel, column)) }
            panels.append(panel)
        }
        let order = bounds.indices.sorted { (-bounds[$0], $0) < (-bounds[$1], $1) }
        var found: [Found] = []
        for start in stride(from: 0, to: order.count, by: Panel.width) {
            let members = order[start..<min(start + Panel.width, order.count)]
            var floor: Double { found.count == count ? found[count - 1].score : -.infinity }
            guard bounds[members.first!] > floor else { break }
            var panel = panels[0]
            for (column, member) in members.enumerated() {
                panel.copy(member % Panel.width, of: panels[member / Panel.width], to: column)
            }
            guard finish(&panel, columns: members.count, above: floor) else { continue }
            for (column, member) in members.enumerated() {
                let score = score(panel, column)
                guard score > floor else { continue }
                let point = Array(points[member * dimension..<(member + 1) * dimension])
                guard isAllowed(point) else { continue }
                let place = found.firstIndex { $0.score < score } ?? found.count
                found.insert(Found(point: point, score: score), at: place)
                if found.count > count { found.removeLast() }
            }
        }
        return found
    }

    /// The best allowed point of 16, where it is better than `floor`.
    private func best(of points: [Double], above floor: Double) -> Found? {
        var panel = PredictionPanel(capacity: process.count)
        panel.begin(process.scaled(axes.coordinates(points)), first: 0, process)
        panel.solve(to: firstStage, process)
        guard finish(&panel, columns: Panel.width, above: floor) else { return nil }
        var found: Found?
        let dimension = axes.axes.count
        for column in 0..<Panel.width {
            let score = score(panel, column)
            guard score > found?.score ?? floor else { continue }
            let point = Array(points[column * dimension..<(column + 1) * dimension])
            if isAllowed(point) { found = Found(point: point, score: score) }
        }
        return found
    }

    /// Solves the rest of a panel.
    ///
    /// - Returns: false as soon as no column can be better than `floor`.
    private func finish(_ panel: inout PredictionPanel, columns: Int, above floor: Double) -> Bool {
        var end = panel.solved
        while true {
            guard (0..<columns).contains(where: { score(panel, $0) > floor }) else { return false }
            guard end < process.count else { return true }
            end = min(process.count, max(2 * end, 32))
            panel.solve(to: end, process)
        }
    }

    /// The number of observations of the first bound.
    private var firstStage: Int { min(process.count, max(16, process.count / 8)) }

    private func score(_ panel: PredictionPanel, _ column: Int) -> Double {
        ExpectedImprovement.logarithm(mean: panel.means[column], variance: max(panel.rest[column], 1e-12), best: best)
    }
}
