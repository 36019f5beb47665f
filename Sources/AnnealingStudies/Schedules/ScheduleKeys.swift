import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The keys and forms of schedules, clocks and codes.
enum ScheduleKeys {
    /// The texts of schedules, such as `0.843/t^0.0923`.
    static let text = FileForm.text()

    // MARK: Schedules

    /// Of a mapping that names its family.
    static func named(_ family: ScheduleFamily) -> FileKeys {
        let word = FileKey("family", .words([family.rawValue]), isRequired: true, "The form of the schedule.")
        return FileKeys([word] + constants(of: family) + [floor])
    }

    /// `{constant: ...}`.
    static let constant = FileKeys(constants(of: .constant))

    /// `{exponential: {initial, tau}}`.
    static let exponential = FileKeys([
        FileKey(
            "exponential", .mapping(exponentialNumbers), isRequired: true, "A schedule initial*exp(-t/tau).")
    ])
    static let exponentialNumbers = FileKeys(constants(of: .exponential))

    /// `{initial, exponent}`.
    static let powerLaw = FileKeys(
        constants(of: .powerLaw) + [
            floor, FileKey("family", .choice(ScheduleFamily.self), "The form of the schedule, if it is no power law."),
        ])

    private static let floor = FileKey(
        ScheduleFamily.floor, Axis.form, "The schedule never falls below this value, which is above 0.")

    private static func constants(of family: ScheduleFamily) -> [FileKey] {
        family.constants.map { FileKey($0, Axis.form, isRequired: true, meaning(of: $0)) }
    }

    private static func meaning(of constant: String) -> String {
        switch constant {
        case "initial": "The value at step 1, 0 or above."
        case "exponent": "The exponent of the power law initial/t^exponent."
        case "constant": "The value at all steps, 0 or above."
        case "tau": "The time constant in steps, above 0."
        case "offset": "The number of steps, above 0, by which the power law is shifted."
        default: "The number of steps, above 0, for which the initial value holds."
        }
    }

    private static let axes = FileForm.shared(
        "schedule", meaning: "A schedule's text, such as 0.843/t^0.0923, or a mapping with an axis for each constant.",
        .either(
            [text, .mapping(powerLaw), .mapping(constant), .mapping(exponential)]
                + ScheduleFamily.allCases.map { .mapping(named($0)) }))

    private static let families = FileForm.either([axes, .list(axes)])

    static func layers(_ form: FileForm) -> FileKeys {
        FileKeys([
            FileKey(
                "layers", .list(form, count: 1...LayerSchedules.mostLayers), isRequired: true,
                "A schedule for each layer, the lowest first: for epsilon the layers above the input, for lambda all.")
        ])
    }

    private static let layered = FileForm.shared(
        "layeredSchedule",
        meaning: "A schedule, a list of schedules of different families, or {layers: [...]} with one for each layer.",
        .either([families, .mapping(layers(families))]))

    private static let point = FileForm.either([text, .mapping(layers(text))])

    // MARK: Clocks and codes

    static let clock = FileKeys([
        FileKey("surprise", .mapping(surprise), isRequired: true, "A surprise clock, with an axis for each constant.")
    ])
    static let surprise = FileKeys(
        SurpriseClock.constants.map { FileKey($0, Axis.form, "A constant of the surprise clock.") })

    static let code = FileKeys([
        FileKey(
            CodeText.word, .either([.mapping(codeConstants), .mapping(codeParts)]), isRequired: true,
            "Adaptive delta modulation, with an axis for each constant.")
    ])
    static let codeConstants = FileKeys(
        AdaptiveDeltaModulation.Constants.names.map {
            FileKey($0, Axis.form, "A constant of adaptive delta modulation.")
        })
    static let codeParts = FileKeys([
        FileKey("input", .mapping(codeConstants), "The constants of the clamped neurons."),
        FileKey("others", .mapping(codeConstants), "The constants of all other neurons."),
    ])

    // MARK: Spaces and points

    static let space = FileKeys([
        FileKey("epsilon", layered, isRequired: true, "The step size of a neuron's update: the schedules to search."),
        FileKey("lambda", layered, "The predictive coefficient: the schedules to search. 1 is no predictive coding."),
        FileKey("quantizer", .choices(Quantizer.self), "How a neuron turns its signal into bits: one word or a list."),
        FileKey(
            "decoder", .choices(Decoder.self), standard: .text(Decoder.paper.rawValue),
            "How bits are decoded: with the lambda of the step at which they arrive, or with the sender's."),
        FileKey(
            "clock", .either([.text(), .list(.text(), distinct: true), .mapping(clock)]), standard: "steps",
            "The time at which schedules are read: steps, surprise, oracle, or a list."),
        FileKey(
            "code", .either([.text(), .mapping(code)]),
            "A code other than the paper's: adaptiveDelta. It has no lambda, quantizer, decoder or clock."),
    ])

    static let points = FileKeys([
        FileKey("epsilon", point, isRequired: true, "The schedule of the step size, as text."),
        FileKey("lambda", point, "The schedule of the predictive coefficient, as text."),
        FileKey("quantizer", .choice(Quantizer.self), "How a neuron turns its signal into bits."),
        FileKey("decoder", .choice(Decoder.self), standard: .text(Decoder.paper.rawValue), "How bits are decoded."),
        FileKey("clock", .text(), standard: "steps", "The time at which schedules are read."),
        FileKey("code", .text(), "A code other than the paper's, such as adaptiveDelta."),
        .parent,
    ])
}
