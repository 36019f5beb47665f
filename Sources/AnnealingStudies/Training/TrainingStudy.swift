import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import StudyFiles

/// A search by training (section 4.2): how well networks learn digits.
extension TrainingSettings: AnnealingKind {
    public static let key = "training"
    public static let keys = TrainingKeys.all
    public static let mayLackSchedules = true

    public static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try PhaseAxes.space(value, isGrid: isGrid)
    }

    public static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint {
        try StudyPoint(network: value).declared
    }

    public func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        try LayerCountCheck.check(study, layers: [plan.hidden.count + 2], written: root)
        try PhaseAxes.check(study, plan.rule, written: root)
    }

    // MARK: Values

    public var measureName: String { measure.rawValue }

    public var objectiveNames: [String] { [measureName] + furtherObjectives.map(\.rawValue) }

    /// A continuous network has no spikes.
    public var valueNames: [String] {
        (furtherObjectives.contains(.synapticOperations) ? [FurtherObjective.synapticOperations.rawValue] : []) + [
            "testError", "lowestTestError", "highestTestError", "finalTestError", "testLoss",
            "trainError", "lowestTrainError", "highestTrainError", "finalTrainError", "trainLoss", "spikes", "residual",
            "distance",
        ]
    }

    /// Trials that set the lengths of their phases also have ``TrainingSettings/FurtherObjective/synapticOperations``.
    public var hasOtherValues: Bool { true }

    public var shownValueNames: [String] {
        objectiveNames + ["testError", "trainError", "spikes", "distance"].filter { !objectiveNames.contains($0) }
    }

    // MARK: Parameters

    public static let listsParents = true
    public static var listColumns: [ListColumn] {
        scheduleColumns + PhaseLengths.names.map { ListColumn($0, isNumber: true, isOptional: true) }
            + [ListColumn(TrialNetwork.seed, isNumber: true)]
    }

    public func summary(of parameters: TrialParameters) -> [String: String]? {
        var texts = (try? TrialNetwork(parameters))?.summary ?? [:]
        for name in PhaseLengths.names { texts[name] = parameters[name]?.description }
        texts[TrialNetwork.seed] = parameters[TrialNetwork.seed]?.description ?? "\(seed)"
        return texts
    }

    public func wholeParameters(of parameters: TrialParameters) -> TrialParameters {
        var parameters = parameters
        if parameters[TrialNetwork.seed] == nil { parameters.values[TrialNetwork.seed] = .number(Double(seed)) }
        return parameters
    }

    // MARK: Evaluation

    /// - Throws: `MissingResource` for ``DigitSource``, what that throws, ``TrainingDataError``, `TrainingImagesError`,
    ///   `LearningRuleError`, `LayeredNetworkError`.
    public func objective(_ resources: StudyResources) throws -> PreparedObjective {
        resources.watch.tell(SetUpProgress("reading images"))
        let digits = try resources.resource(DigitSource.self).load(data == .mnist)
        return PreparedObjective(try TrainingObjective(self, digits: digits, threads: resources.threads))
    }

    public var longWork: String? { "Training" }
    public static let artifactNames = [TrainingObjective.weights]

    // MARK: Reports

    public static let curveForm: CurveForm? = .learning

    public var isThePapers: Bool { plan == TrainingPlan() && data == .mnist }

    public func facts(counted: (Int, String) -> String) -> [StudyFact] {
        let images = data == .mnist ? "MNIST" : "images of the user's"
        return [
            StudyFact(
                "searched for",
                "the lowest \(objectiveNames.joined(separator: " and "))"
                    + (furtherObjectives.isEmpty ? "" : " at once,")
                    + " after \(counted(plan.epochs, "epoch")) on \(images), "
                    + "\(plan.split.scheme.rawValue) split, hidden layers of "
                    + plan.hidden.map(String.init).joined(separator: ", "))
        ]
    }
}
