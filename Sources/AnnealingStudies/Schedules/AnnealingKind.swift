import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// A kind of study that searches annealing schedules: what convergence and training have in common.
public protocol AnnealingKind: StudyKind {
    /// Whether some trials may be continuous networks, which have no schedules to export.
    static var mayLackSchedules: Bool { get }
}

extension AnnealingKind {
    public static var pointWords: PointWords {
        PointWords(noun: "schedules", example: "{epsilon: 1/t, lambda: 1, quantizer: sigma-delta}")
    }

    public static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try ScheduleSpace(value, isGrid: isGrid).declared
    }

    public static var parameterOrder: [String] { TrialNetwork.parameterNames }
    public static var summaryNames: [String] { ["epsilon", "lambda"] }
    public static var listColumns: [ListColumn] { scheduleColumns }
    static var scheduleColumns: [ListColumn] {
        summaryNames.map { ListColumn($0, isMain: true) } + [
            ListColumn(AnnealingSchedules.quantizerName),
            ListColumn(AnnealingSchedules.decoderName, isOptional: true),
        ]
    }

    public func summary(of parameters: TrialParameters) -> [String: String]? {
        (try? TrialNetwork(parameters))?.summary
    }

    public func summaryPatterns(of parameters: TrialParameters) -> [String: [SummaryPiece]]? {
        switch try? TrialNetwork(parameters) {
        case .binary(let schedules)?:
            ["epsilon": schedules.epsilon.pattern(of: .epsilon), "lambda": schedules.lambda.pattern(of: .lambda)]
        case .continuous?: ["epsilon": [.number("epsilon.constant")]]
        case nil: nil
        }
    }
}

extension LayerSchedules {
    /// The text of the schedules, with the parameters for their numbers.
    fileprivate func pattern(of rate: ConvergenceFailure.Rate) -> [SummaryPiece] {
        guard case .each(let schedules) = self else { return self[0].pattern(of: rate.rawValue) }
        let parts = schedules.enumerated().map { $1.pattern(of: rate.layerName($0)) }
        return [.text("[")] + Array(parts.joined(separator: [.text(", ")])) + [.text("]")]
    }
}

extension Schedule {
    /// The text of a schedule, with the parameters of this name for its numbers.
    fileprivate func pattern(of name: String) -> [SummaryPiece] {
        switch self {
        case .powerLaw: [.number("\(name).initial"), .text("/t^"), .number("\(name).exponent")]
        case .constant: [.number("\(name).constant")]
        case .exponential: [.number("\(name).initial"), .text("*exp(-t/"), .number("\(name).tau"), .text(")")]
        }
    }
}

extension TrialNetwork {
    /// The texts of schedules, quantizer and decoder; a continuous network has no lambda, and the paper's decoder no text.
    var summary: [String: String] {
        var texts = ["epsilon": epsilonText, "quantizer": quantizerText ?? "continuous"]
        texts["lambda"] = lambdaText
        texts[AnnealingSchedules.decoderName] = decoderText
        return texts
    }
}

extension StudyKinds {
    /// The kinds of study that search annealing schedules.
    public static let annealing = StudyKinds([ConvergenceSettings.self, TrainingSettings.self])
}
