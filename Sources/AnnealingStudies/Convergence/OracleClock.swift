import HyperparameterSearch
import SpikingDynamics
import StudyFiles

extension ConvergenceSettings {
    private static let oracleRemedy = "leave the clock out, or let inputs switch"

    /// Why a point's clock does nothing here; nil if all clocks do something.
    public func clockProblem(of study: DeclaredStudy) -> String? {
        guard switching == nil,
            study.points.contains(where: { (try? AnnealingSchedules($0.parameters))?.clock == .oracle })
        else { return nil }
        return "\(AnnealingSchedules.idleOracle); \(Self.oracleRemedy)"
    }

    /// Refuses an oracle's clock where inputs stay.
    func checkClocks(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        guard switching == nil else { return }
        let oracle = ParameterValue.category(ClockText(.oracle).text)
        let name = AnnealingSchedules.clockName
        var places: [YAMLValue?] = []
        for dimension in study.sampling.space?.dimensions ?? [] where dimension.parameter.name == name {
            guard case .choice(let choices) = dimension.parameter.domain, choices.contains(oracle) else { continue }
            places.append(root["space"])
        }
        let written = try root["points"]?.list("points") ?? []
        for (place, point) in study.points.enumerated() where point.parameters[name] == oracle {
            places.append(written.indices.contains(place) ? written[place] : root["points"])
        }
        guard let place = places.first else { return }
        let value = (try? place?.mapping("schedules")[name]) ?? place ?? root.value
        throw value.error(rule: AnnealingSchedules.idleOracle, remedy: Self.oracleRemedy)
    }
}
