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
            ListColumn(AnnealingSchedules.clockName, isOptional: true),
            ListColumn(AnnealingSchedules.codeName, isOptional: true),
        ]
    }

    public func summary(of parameters: TrialParameters) -> [String: String]? {
        (try? TrialNetwork(parameters))?.summary
    }

    public func summaryPatterns(of parameters: TrialParameters) -> [String: [SummaryPiece]]? {
        switch try? TrialNetwork(parameters) {
        case .binary(let schedules)?:
            guard let epsilon = schedules.epsilon.pattern(of: .epsilon, in: parameters) else { return nil }
            guard schedules.code == .predictive else { return ["epsilon": epsilon] }
            guard
                let lambda = schedules.lambda.pattern(of: .lambda, in: parameters)
            else { return nil }
            return ["epsilon": epsilon, "lambda": lambda]
        case .continuous?: return ["epsilon": [.number("epsilon.constant")]]
        case nil: return nil
        }
    }
}

extension LayerSchedules {
    /// The text of the schedules, with a trial's parameters for their numbers; nil if a text has more than these.
    fileprivate func pattern(of rate: ConvergenceFailure.Rate, in parameters: TrialParameters) -> [SummaryPiece]? {
        guard case .each(let schedules) = self else { return self[0].pattern(of: rate.rawValue, in: parameters) }
        let parts = schedules.enumerated().compactMap { $1.pattern(of: rate.layerName($0), in: parameters) }
        guard parts.count == schedules.count else { return nil }
        return [.text("[")] + Array(parts.joined(separator: [.text(", ")])) + [.text("]")]
    }
}

extension Schedule {
    /// The text of a schedule, with a trial's parameters for its numbers; nil if the text has more than these.
    fileprivate func pattern(of name: String, in parameters: TrialParameters) -> [SummaryPiece]? {
        (try? ScheduleName.prefix(name, in: parameters)).flatMap(pattern)
    }

    private func pattern(_ prefix: String) -> [SummaryPiece]? {
        let number = { (constant: String) in SummaryPiece.number("\(prefix).\(constant)") }
        switch self {
        case .powerLaw: return [number("initial"), .text("/t^"), number("exponent")]
        case .constant: return [number("constant")]
        case .exponential: return [number("initial"), .text("*exp(-t/"), number("tau"), .text(")")]
        case .shifted:
            return [number("initial"), .text("/(1+(t-1)/"), number("offset"), .text(")^"), number("exponent")]
        // The text has the exponent with the other sign, and a comma, which CSV puts in quotes.
        case .holdThenPower: return nil
        case .floored: return nil
        }
    }
}

extension TrialNetwork {
    /// The texts of schedules, quantizer and decoder; a continuous network and adaptive delta modulation have no lambda, and
    /// the paper's decoder, the steps as the clock and the paper's code have no text.
    var summary: [String: String] {
        var texts = ["epsilon": epsilonText]
        texts["quantizer"] = if case .continuous = self { "continuous" } else { quantizerText }
        texts["lambda"] = lambdaText
        texts[AnnealingSchedules.decoderName] = decoderText
        texts[AnnealingSchedules.clockName] = clockText
        texts[AnnealingSchedules.codeName] = codeText
        return texts
    }
}

extension StudyKinds {
    /// The kinds of study that search annealing schedules.
    public static let annealing = StudyKinds([ConvergenceSettings.self, TrainingSettings.self])
}
