import Foundation
import HyperparameterSearch
import StudyFiles

/// The search of section 4.1: how close binary networks stay to the fixed point of their real-valued twin.
extension ConvergenceSettings: AnnealingKind {
    public static let key = "convergence"
    public static let keys = ConvergenceKeys.all
    public static let mayLackSchedules = false

    public static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint {
        try StudyPoint(schedules: value).declared
    }

    public func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        try LayerCountCheck.check(study, layers: Set(networks.map(\.layers.count)), written: root)
        try checkClocks(study, written: root)
    }

    // MARK: Values

    public var measureName: String { measure.rawValue }

    public var objectiveNames: [String] { [measureName] + furtherObjectives.map(\.name) }

    public var valueNames: [String] {
        let counts: [FurtherObjective] =
            furtherObjectives.contains(.synapticOperations) ? [.spikes, .synapticOperations] : [.spikes]
        return measure.stored.map(\.rawValue) + counts.map(\.name) + networkValueNames
    }

    public var shownValueNames: [String] {
        let others = [Measure.meanError, .earlyError, .finalError].filter(measure.stored.contains).map(\.rawValue)
        return objectiveNames + others.filter { !objectiveNames.contains($0) }
    }

    public var valueNotes: [String: String] {
        Dictionary(uniqueKeysWithValues: zip(networkValueNames, networks.map(\.description)))
    }

    // MARK: Evaluation

    /// Tests the networks for several fixed points if the resources have a ``NetworkTest``.
    ///
    /// - Throws: `LayeredNetworkError`, `ConvergenceExperimentError`, ``NetworkError``.
    public func objective(_ resources: StudyResources) throws -> PreparedObjective {
        let objective = try ConvergenceObjective(self, watch: resources.watch)
        guard let test = try? resources.resource(NetworkTest.self) else {
            return PreparedObjective(objective, warning: objective.warning)
        }
        let found = try objective.multistableNetworks(resources.watch)
        if let first = found.first, networks.count > 1, test.refuses, !multistable.isGiven {
            throw NetworkError(
                index: first.index, network: networks[first.index],
                problem: .multistable(first.difference, others: found.dropFirst().map(\.index)))
        }
        let warnings = [objective.warning, warning(of: found)].compactMap(\.self)
        return PreparedObjective(objective, warning: warnings.isEmpty ? nil : warnings.joined(separator: "; "))
    }

    // MARK: Reports

    public static let curveForm: CurveForm? = .errors

    public func curve(of trace: Data) -> TrialCurve? {
        guard let trace = ErrorTrace(trace) else { return nil }
        let samples = trace.samples.enumerated().map { index, sample in
            let errors = trace.networkErrors.isEmpty ? [] : trace.networkErrors[index]
            return ErrorCurve.Sample(
                step: sample.step, value: measure.value(at: sample), error: sample.error,
                runningMean: sample.runningMean, partErrors: sample.layerErrors, low: errors.min(), high: errors.max())
        }
        return .errors(ErrorCurve(samples, count: trace.networkErrors.first?.count ?? 1))
    }

    public func facts(counted: (Int, String) -> String) -> [StudyFact] {
        let searched =
            networks.count == 1
            ? "the network \(networks[0])" : "\(networks.count) networks together (\(aggregation.rawValue))"
        let lowest = objectiveNames.joined(separator: " and ") + (furtherObjectives.isEmpty ? "" : " at once,")
        let inputs = switching.map {
            ", whose input switches every \(counted($0.every, "step")) among \($0.count)"
        }
        let goal = "the lowest \(lowest) in \(counted(evaluatedSteps, "step")) of \(searched)\(inputs ?? "")"
        guard networks.count > 1 else { return [StudyFact("searched for", goal)] }
        let most = 32
        let named = networks.prefix(most).enumerated().map { "\($0): \($1)" }
        let more = networks.count - named.count
        return [
            StudyFact("searched for", goal),
            StudyFact("networks", named.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")),
        ]
    }
}

extension DeclaredStudy {
    /// The settings of a convergence study; nil for another kind.
    public var convergenceSettings: ConvergenceSettings? { kind as? ConvergenceSettings }
}
