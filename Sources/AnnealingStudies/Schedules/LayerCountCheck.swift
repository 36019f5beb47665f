import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// Checks that the schedules of layers are as many as a study's networks need.
enum LayerCountCheck {
    /// - Parameters:
    ///   - layers: the numbers of layers of the study's networks.
    ///   - root: the whole study file, or the part that names the networks, for the place of the error.
    static func check(_ study: DeclaredStudy, layers: Set<Int>, written root: YAMLMapping) throws(StudyFileError) {
        for rate in [ConvergenceFailure.Rate.epsilon, .lambda] {
            let names = study.sampling.space?.dimensions.map(\.parameter.name) ?? []
            try check(count(of: rate, in: names), rate, layers, root["space"], root)
            let written = try root["points"]?.list("points") ?? []
            for (place, point) in study.points.enumerated() {
                try check(
                    count(of: rate, in: Array(point.parameters.values.keys)), rate, layers,
                    written.indices.contains(place) ? written[place] : nil, root)
            }
        }
    }

    private static func check(
        _ count: Int, _ rate: ConvergenceFailure.Rate, _ layers: Set<Int>, _ written: YAMLValue?, _ root: YAMLMapping
    ) throws(StudyFileError) {
        let counts = Set(layers.map { rate == .epsilon ? $0 - 1 : $0 })
        guard count > 0, counts != [count] else { return }
        let value = (try? written?.mapping("schedules")[rate.rawValue]) ?? written ?? root.value
        let which =
            rate == .epsilon ? "each layer above the input moves with an epsilon" : "each layer sends with a lambda"
        let needed = counts.sorted().map(String.init).joined(separator: " or ")
        throw value.error(
            rule: "there are schedules for \(count.counted("layer")), and the networks need \(needed): \(which)",
            remedy: counts.count == 1
                ? "list \(needed), the lowest layer first"
                : "write one schedule for all layers, since the networks differ in their number of layers")
    }

    /// The number of layers that have schedules of their own among parameters with these names.
    private static func count(of rate: ConvergenceFailure.Rate, in names: [String]) -> Int {
        var count = 0
        while names.contains(where: { $0.hasPrefix(rate.layerName(count) + ".") }) { count += 1 }
        return count
    }
}

extension DeclaredStudy {
    /// Why a point's schedules do not fit a network with this number of layers; nil if all fit.
    public func scheduleProblem(layers: Int) -> String? {
        points.lazy.compactMap { try? AnnealingSchedules($0.parameters).countFailure(layers: layers) }.first?
            .description
    }
}
