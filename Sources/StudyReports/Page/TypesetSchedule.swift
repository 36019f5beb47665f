import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics

/// Schedules typeset as formulas: an exponent is raised, an exponent of 1 is left out, and an exponent of 0.5 becomes a
/// root.
enum TypesetSchedule {
    /// `ε = 0.843/t^0.0923, λ = 0.832/t^0.584`; λ = 1 is written as "no predictive coding", and another code
    /// than the paper's takes λ's place.
    static func pair(_ schedules: AnnealingSchedules) -> HTML {
        let epsilon: HTML = "<span class=\"formula\"><i>ε</i> = \(formula(schedules.epsilon))</span>"
        if let code = schedules.codeText { return "\(epsilon), \(code)" }
        let lambda: HTML =
            schedules.lambda.common == .constant(1)
            ? "no predictive coding" : "<i>λ</i> = \(formula(schedules.lambda))"
        let quantizer: HTML = schedules.quantizer == .sigmaDelta ? "" : ", \(schedules.quantizer.rawValue)"
        let decoder: HTML = schedules.decoderText.map { ", decoder \($0)" } ?? ""
        let clock: HTML = schedules.clockText.map { ", clock \($0)" } ?? ""
        return "\(epsilon), "
            + "<span class=\"formula\">\(lambda)</span>\(quantizer)\(decoder)\(clock)"
    }

    static func formula(_ schedules: LayerSchedules) -> HTML {
        guard case .each(let layers) = schedules else { return formula(schedules[0]) }
        let parts = layers.dropFirst().reduce(layers.first.map(formula) ?? "") { "\($0), \(formula($1))" as HTML }
        return "(\(parts))"
    }

    static func formula(_ schedule: Schedule) -> HTML {
        switch schedule {
        case .powerLaw(let initial, 1): "\(initial.shortestText)/<i>t</i>"
        case .powerLaw(let initial, 0.5): "\(initial.shortestText)/√<i>t</i>"
        case .powerLaw(let initial, let exponent): "\(initial.shortestText)/<i>t</i><sup>\(exponent.shortestText)</sup>"
        case .constant(let value): "\(value.shortestText)"
        case .exponential(let initial, let tau):
            "\(initial.shortestText) exp(−<i>t</i>/\(tau.shortestText))"
        case .shifted(let initial, let exponent, let offset):
            "\(initial.shortestText)/(1 + (<i>t</i>−1)/\(offset.shortestText))<sup>\(exponent.shortestText)</sup>"
        case .holdThenPower(let initial, let exponent, let hold):
            "\(initial.shortestText)/max(1, <i>t</i>/\(hold.shortestText))<sup>\(exponent.shortestText)</sup>"
        case .floored(let schedule, let floor): "max(\(formula(schedule)), \(floor.shortestText))"
        }
    }
}

extension HTML {
    static func + (one: HTML, other: HTML) -> HTML { "\(one)\(other)" }
}
