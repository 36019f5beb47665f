import AnnealingStudies
import Figures
import SpikingDynamics

/// The text of schedules and quantizers in figures.
enum ScheduleLabel {
    /// The text with the powers in its schedules typeset: an exponent is raised. Of t alone, an exponent of 1 is left
    /// out, and an exponent of 0.5 becomes a root.
    static func typeset(_ text: String) -> RichText {
        let power = /(\/t|\))(\^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/
        var typeset = RichText(verbatim: "")
        var rest = text[...]
        while let match = rest.firstMatch(of: power) {
            let divisor: RichText =
                switch (match.1, match.2) {
                case ("/t", "^1"): "/t"
                case ("/t", "^0.5"): "/√t"
                default: RichText(verbatim: String(match.1)) + RichText(String(match.2))
                }
            typeset = typeset + RichText(verbatim: String(rest[..<match.range.lowerBound])) + divisor
            rest = rest[match.range.upperBound...]
        }
        return typeset + RichText(verbatim: String(rest))
    }

    /// `ε = 0.843/t^0.0923, λ = 0.832/t^0.584`, not yet typeset. λ = 1 is written as "no predictive coding". A decoder
    /// and a clock that are not the paper's are named after them. A code that is not the paper's takes λ's place.
    static func text(_ schedules: AnnealingSchedules) -> String {
        if let code = schedules.codeText { return "ε = \(schedules.epsilon), \(code)" }
        return "ε = \(schedules.epsilon), "
            + (schedules.lambda.common == .constant(1) ? "no predictive coding" : "λ = \(schedules.lambda)")
            + (schedules.decoderText.map { ", decoder \($0)" } ?? "")
            + (schedules.clockText.map { ", clock \($0)" } ?? "")
    }

    /// The paper's symbol for a quantizer; its name if the paper has none.
    static func text(_ quantizer: Quantizer) -> String {
        switch quantizer {
        case .sigmaDelta: "ΣΔ"
        case .secondOrderSigmaDelta: "ΣΔ²"
        case .stochastic, .threshold, .tracking: quantizer.rawValue
        }
    }
}
