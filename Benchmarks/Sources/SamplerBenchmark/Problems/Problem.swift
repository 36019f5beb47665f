import HyperparameterSearch

/// A function that samplers minimize, and its search space.
protocol Problem: Sendable {
    /// A short word for files and requests.
    var name: String { get }
    /// One line for people.
    var title: String { get }
    var space: SearchSpace { get }

    /// The scores of many points at once, `[point]`; nil where the evaluation fails.
    func scores(of points: [TrialParameters]) throws -> [Score?]
}

struct Score: Sendable {
    /// The number that a sampler is told.
    let value: Double
    /// The number by which samplers are judged, without noise; of a test function, the distance to its lowest value.
    let truth: Double

    init(_ value: Double, truth: Double? = nil) {
        self.value = value
        self.truth = truth ?? value
    }
}
