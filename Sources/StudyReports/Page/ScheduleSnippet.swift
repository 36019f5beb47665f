import AnnealingStudies
import Foundation
import HyperparameterSearch
import SpikingDynamics

/// A pair of schedules as text in several languages, to be copied.
public struct ScheduleSnippet: Sendable {
    let schedules: AnnealingSchedules
    /// One line, which becomes a comment above the code.
    let title: String

    public init(_ schedules: AnnealingSchedules, title: String) {
        self.schedules = schedules
        self.title = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The schedules as a point of a study file. A schedule with a comma is in quotes, since a comma separates entries.
    public var text: String {
        if let code = schedules.codeText { return "{epsilon: \(Self.text(schedules.epsilon)), code: \(code)}" }
        return "{epsilon: \(Self.text(schedules.epsilon)), lambda: \(Self.text(schedules.lambda)), "
            + "quantizer: \(schedules.quantizer.rawValue)"
            + (schedules.decoderText.map { ", decoder: \($0)" } ?? "")
            + (schedules.clockText.map { ", clock: \($0)" } ?? "") + "}"
    }

    /// The schedules as a file of exported schedules, which `ScheduleFile` reads.
    public func json(_ trial: Trial, of study: String, measure: String) -> String {
        let entry = Exported.Entry(
            trial: trial.number, value: trial.value, epsilon: schedules.epsilon.description,
            lambda: schedules.lambdaText, quantizer: schedules.quantizerText,
            decoder: schedules.decoderText, clock: schedules.clockText, code: schedules.codeText, values: trial.values)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // Encoding cannot fail: stored numbers are finite.
        let exported = Exported(
            format: .init(of: [(entry.decoder, entry.clock, entry.code)]), study: study, objective: measure,
            schedules: [entry])
        return (try? encoder.encode(exported))
            .map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The form of ``ExportedSchedules``. A short note replaces the study's definition, which the page shows elsewhere.
    private struct Exported: Encodable {
        let format: ExportedSchedules.Format
        let definition = "in the study's report"
        let study: String
        let objective: String
        let schedules: [Entry]

        struct Entry: Encodable {
            let trial: Int
            let value: Double?
            let epsilon: String
            let lambda: String?
            let quantizer: String?
            let decoder: String?
            let clock: String?
            let code: String?
            let values: [String: Double]
        }
    }

    /// The schedules as Python functions of the step.
    public var python: String {
        if let modulation = schedules.code.adaptiveDelta { return python(modulation) }
        return (needsMathematics ? "import math\n\n" : "") + """
            # \(title)
            # Quantizer: \(schedules.quantizer.rawValue). Steps t count from 1.\(pythonDecoder)\(pythonClock)\(pythonLayers)

            def epsilon(t):
                return \(Self.python(schedules.epsilon))

            def lambda_(t):
                return \(Self.python(schedules.lambda))

            """
    }

    private var needsMathematics: Bool {
        (schedules.epsilon.all + schedules.lambda.all).contains { Self.python($0).contains("math.") }
    }

    /// A line of its own that tells what a list is; empty if all layers share their schedules.
    private var pythonLayers: String {
        (schedules.epsilon.count ?? schedules.lambda.count) == nil
            ? "" : "\n# A list has a value for each layer, the lowest first; the input has a lambda and no epsilon."
    }

    /// The schedules as values of the library SpikingDynamics.
    public var swift: String {
        if let modulation = schedules.code.adaptiveDelta { return swift(modulation) }
        return """
            import SpikingDynamics

            // \(title)
            let epsilon = \(Self.swift(schedules.epsilon))
            let lambda = \(Self.swift(schedules.lambda))
            let quantizer = Quantizer.\(schedules.quantizer)\(swiftDecoder)\(swiftClock)

            """
    }

    /// A line of its own; empty for the paper's decoder.
    private var swiftDecoder: String {
        schedules.decoder == .paper ? "" : "\nlet decoder = Decoder.\(schedules.decoder)"
    }

    /// A line of its own; empty for the steps.
    private var swiftClock: String {
        guard let clock = schedules.clock.surprise else {
            return schedules.clock == .oracle ? "\nlet clock = Clock.oracle" : ""
        }
        return "\nlet clock = Clock.surprise(SurpriseClock(threshold: \(clock.threshold), fastRate: \(clock.fastRate), "
            + "slowRate: \(clock.slowRate), refractory: \(clock.refractory)))"
    }

    /// A line of its own that tells what t is; empty for the steps.
    private var pythonClock: String {
        let starts = schedules.clock == .oracle ? "with each input" : "when the network is surprised"
        return schedules.clockText.map { "\n# Clock: \($0). t starts again at 1 \(starts)." } ?? ""
    }

    /// A line of its own that tells how bits are decoded; empty for the paper's decoder.
    private var pythonDecoder: String {
        switch schedules.decoder {
        case .paper: ""
        case .aligned: "\n# Decoder: aligned. The bits that arrive at step t are decoded with lambda_(max(1, t - 1))."
        }
    }

    static func text(_ schedules: LayerSchedules) -> String {
        guard case .each(let layers) = schedules else { return text(schedules[0]) }
        return "{layers: [\(layers.map(text).joined(separator: ", "))]}"
    }

    private static func text(_ schedule: Schedule) -> String {
        schedule.description.contains(",") ? "\"\(schedule)\"" : schedule.description
    }

    static func python(_ schedules: LayerSchedules) -> String {
        guard case .each(let layers) = schedules else { return python(schedules[0]) }
        return "[\(layers.map(python).joined(separator: ", "))]"
    }

    static func swift(_ schedules: LayerSchedules) -> String {
        guard case .each(let layers) = schedules else { return "Schedule.\(swift(schedules[0]))" }
        return "LayerSchedules.each([\(layers.map { ".\(swift($0))" }.joined(separator: ", "))])"
    }

    /// Every number has a decimal point or an exponent, because Python computes powers of integers as integers.
    private static func python(_ schedule: Schedule) -> String {
        switch schedule {
        case .powerLaw(let initial, let exponent): "\(initial) / t ** \(exponent)"
        case .constant(let value): "\(value)"
        case .exponential(let initial, let tau): "\(initial) * math.exp(-t / \(tau))"
        case .shifted(let initial, let exponent, let offset): "\(initial) / (1.0 + (t - 1) / \(offset)) ** \(exponent)"
        case .holdThenPower(let initial, let exponent, let hold):
            "\(initial) * max(1.0, t / \(hold)) ** \(-exponent)"
        case .floored(let schedule, let floor): "max(\(python(schedule)), \(floor))"
        }
    }

    private static func swift(_ schedule: Schedule) -> String {
        switch schedule {
        case .powerLaw(let initial, let exponent): "powerLaw(initial: \(initial), exponent: \(exponent))"
        case .constant(let value): "constant(\(value))"
        case .exponential(let initial, let tau): "exponential(initial: \(initial), tau: \(tau))"
        case .shifted(let initial, let exponent, let offset):
            "shifted(initial: \(initial), exponent: \(exponent), offset: \(offset))"
        case .holdThenPower(let initial, let exponent, let hold):
            "holdThenPower(initial: \(initial), exponent: \(exponent), hold: \(hold))"
        case .floored(let schedule, let floor): "floored(.\(swift(schedule)), at: \(floor))"
        }
    }
}
