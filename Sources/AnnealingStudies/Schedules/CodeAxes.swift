import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The constants of adaptive delta modulation that a study searches: an axis for each.
public enum CodeAxes: Sendable, Hashable {
    /// All neurons have the same constants, in the order of their names.
    case shared([Axis])
    /// The clamped neurons, and all others.
    case each(input: [Axis], others: [Axis])

    private static let names = AdaptiveDeltaModulation.Constants.names

    private static let usual = AdaptiveDeltaModulation.Constants().numbers.map(Axis.fixed)

    private var parts: [(name: String?, axes: [Axis])] {
        switch self {
        case .shared(let axes): [(nil, axes)]
        case .each(let input, let others): [("input", input), ("others", others)]
        }
    }

    /// The name of a constant among a trial's parameters: `code.increase`, `code.input.increase`.
    static func parameter(_ constant: String, of part: String?) -> String {
        "code.\(part.map { "\($0)." } ?? "")\(constant)"
    }

    /// Every name that there can be, in the order in which parameters are drawn.
    static let parameterNames = [nil, "input", "others"].flatMap { part in names.map { parameter($0, of: part) } }

    /// The parameters in the order in which they are drawn.
    var dimensions: [DeclaredSpace.Dimension] {
        parts.flatMap { part in
            zip(Self.names, part.axes).map { .init(Self.parameter($0, of: part.name), $1) }
        }
    }

    var canonical: CanonicalValue {
        let constants = { (axes: [Axis]) in
            CanonicalValue.object(Dictionary(uniqueKeysWithValues: zip(Self.names, axes.map(\.canonical))))
        }
        return switch self {
        case .shared(let axes): .object([CodeText.word: constants(axes)])
        case .each(let input, let others):
            .object([CodeText.word: .object(["input": constants(input), "others": constants(others)])])
        }
    }
}

extension CodeAxes {
    /// Reads a code's text, or `{adaptiveDelta: {increase: {from: 1.1, to: 2}}}` with an axis for each constant that is not
    /// the usual one, or these under `input` and under `others`.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        guard value.isMapping else {
            let modulation = try value.code()
            let (input, others) = (modulation.input.numbers.map(Axis.fixed), modulation.others.numbers.map(Axis.fixed))
            self = input == others ? .shared(input) : .each(input: input, others: others)
            return
        }
        let mapping = try value.mapping("a code, as in {adaptiveDelta: {increase: 1.5}}")
        try mapping.allow(only: ScheduleKeys.code)
        let constants = try mapping.required(CodeText.word).mapping("the constants of adaptive delta modulation")
        guard constants["input"] != nil || constants["others"] != nil else {
            self = .shared(try Self.axes(constants, besides: ["input", "others"], isGrid: isGrid))
            return
        }
        try constants.allow(only: ScheduleKeys.codeParts)
        let axes = { (name: String) throws(StudyFileError) in
            guard let written = constants[name] else { return Self.usual }
            return try Self.axes(written.mapping("the constants of a modulator"), isGrid: isGrid)
        }
        self = .each(input: try axes("input"), others: try axes("others"))
    }

    private static func axes(
        _ constants: YAMLMapping, besides others: [String] = [], isGrid: Bool
    ) throws(StudyFileError) -> [Axis] {
        try constants.allow(only: ScheduleKeys.codeConstants, besides: others)
        var axes = usual
        for (place, name) in names.enumerated() {
            guard let written = constants[name] else { continue }
            axes[place] = try written.axis(isGrid: isGrid)
            for number in axes[place].extremes {
                // The smallest step and the largest that there can be allow every other constant.
                var numbers = [1, 1, 1, Double.leastNonzeroMagnitude, 1]
                numbers[place] = number
                try check(numbers, written)
            }
        }
        // In the worst case both steps meet.
        let steps = constants["smallestStep"] ?? constants["largestStep"]
        try check([1, 1, 1, axes[3].largest, axes[4].smallest], steps ?? constants.value)
        return axes
    }

    private static func check(_ numbers: [Double], _ written: YAMLValue) throws(StudyFileError) {
        do {
            _ = try AdaptiveDeltaModulation.Constants(numbers)
        } catch {
            throw written.error(rule: error.rule, remedy: error.remedy)
        }
    }
}

extension YAMLValue {
    /// A code's text.
    func code() throws(StudyFileError) -> AdaptiveDeltaModulation {
        let text = try text("a code, such as adaptiveDelta")
        do {
            return try CodeText(parsing: text).modulation
        } catch {
            throw self.error(rule: error.rule, remedy: error.remedy)
        }
    }
}

extension YAMLMapping {
    /// Checks that a space or a point with the key `code` has no key that belongs to the paper's code.
    func checkKeysBesideCode() throws(StudyFileError) {
        let reasons = [
            ("lambda", "lambda: receivers have a trace of each sender"),
            (AnnealingSchedules.quantizerName, "quantizer: its bits say up or down"),
            (AnnealingSchedules.decoderName, "decoder: receivers have a trace of each sender"),
            (AnnealingSchedules.clockName, "clock: its steps follow the bits"),
        ]
        for (name, reason) in reasons {
            guard let written = self[name] else { continue }
            throw written.error(
                rule: "adaptive delta modulation has no \(reason)", remedy: "leave '\(name)' out, or leave 'code' out")
        }
    }

    /// Checks that a space or a point of a training study has the paper's code.
    func refuseCode() throws(StudyFileError) {
        guard let written = self[AnnealingSchedules.codeName] else { return }
        throw written.error(rule: AnnealingSchedules.untrainedCode, remedy: AnnealingSchedules.untrainedCodeRemedy)
    }
}

/// Adaptive delta modulation as a trial's parameters.
extension AdaptiveDeltaModulation {
    /// - Returns: nil if the parameters are of the paper's code.
    /// - Throws: `ParameterError` if a constant is missing, or out of its range.
    init?(_ parameters: TrialParameters) throws {
        guard CodeAxes.parameterNames.contains(where: { parameters[$0] != nil }) else { return nil }
        let constants = { (part: String) in
            let numbers = try Constants.names.map { name in
                let own = CodeAxes.parameter(name, of: part)
                return try parameters.number(parameters[own] == nil ? CodeAxes.parameter(name, of: nil) : own)
            }
            do {
                return try Constants(numbers)
            } catch let error as AdaptiveDeltaError {
                throw ParameterError.missing("code: \(error.rule)")
            }
        }
        self.init(input: try constants("input"), others: try constants("others"))
    }

    var parameters: [String: ParameterValue] {
        let parts: [(String?, Constants)] = input == others ? [(nil, input)] : [("input", input), ("others", others)]
        let named = parts.flatMap { part, constants in
            zip(Constants.names, constants.numbers).map { name, number in
                (CodeAxes.parameter(name, of: part), ParameterValue.number(number))
            }
        }
        return Dictionary(uniqueKeysWithValues: named)
    }
}
