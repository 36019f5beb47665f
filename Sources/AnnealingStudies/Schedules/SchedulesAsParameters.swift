import HyperparameterSearch
import SpikingDynamics

/// Schedules as a trial's parameters.
///
/// The names of the parameters tell the family of a schedule: `epsilon.initial` and `epsilon.exponent` are a power law,
/// with `epsilon.offset` a shifted one; likewise for the other families, the floor, and `lambda`. In a search over
/// several families the parameter `epsilon.family` tells the family, which then is part of the other names:
/// `epsilon.shifted.initial`.
/// Where layers have schedules of their own, the name of the layer stands between: `epsilon.layer1.initial`,
/// `lambda.layer0.initial`.
/// Parameters without a decoder have the paper's, and those without a clock have that of the
/// steps: `clock` is a clock's text, `clock.threshold` and the other constants make a surprise clock.
/// Those with `code.increase` or `code.input.increase` are of adaptive delta modulation, and have neither lambda nor
/// quantizer.
extension AnnealingSchedules {
    static let quantizerName = "quantizer"
    static let decoderName = "decoder"
    static let clockName = "clock"
    static let codeName = "code"

    /// Every name that there can be, in the order in which parameters are drawn.
    static let parameterNames =
        [ConvergenceFailure.Rate.epsilon, .lambda].flatMap { rate in
            ([rate.rawValue] + (0..<LayerSchedules.mostLayers).map(rate.layerName)).flatMap(ScheduleName.all)
        } + [quantizerName, decoderName, clockName] + SurpriseClock.constants.map(ClockAxes.parameter)
        + CodeAxes.parameterNames

    /// - Throws: `ParameterError` if a parameter is missing or of the wrong kind.
    public init(_ parameters: TrialParameters) throws {
        let epsilon = try LayerSchedules(.epsilon, of: parameters)
        if let modulation = try AdaptiveDeltaModulation(parameters) {
            self.init(epsilon: epsilon, adaptiveDelta: modulation)
            return
        }
        let lambda = try LayerSchedules(.lambda, of: parameters)
        let name = try parameters.category(Self.quantizerName)
        guard let quantizer = Quantizer(rawValue: name) else { throw ParameterError.missing("quantizer \(name)") }
        self.init(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
        if SurpriseClock.constants.contains(where: { parameters[ClockAxes.parameter($0)] != nil }) {
            let numbers = try SurpriseClock.constants.map { try parameters.number(ClockAxes.parameter($0)) }
            if let problem = SurpriseClock.problem(numbers) { throw ParameterError.missing("clock: \(problem)") }
            clock = .surprise(SurpriseClock(numbers))
        } else if parameters[Self.clockName] != nil {
            let text = try parameters.category(Self.clockName)
            do {
                clock = try ClockText(parsing: text).clock
            } catch {
                throw ParameterError.missing("clock \(text)")
            }
        }
        guard parameters[Self.decoderName] != nil else { return }
        let decoderName = try parameters.category(Self.decoderName)
        guard let decoder = Decoder(rawValue: decoderName) else {
            throw ParameterError.missing("decoder \(decoderName)")
        }
        self.decoder = decoder
    }

    /// The parameters from which ``init(_:)`` makes the same schedules. The paper's decoder is not named.
    public var trialParameters: TrialParameters {
        if let modulation = code.adaptiveDelta {
            var parameters = TrialParameters(epsilon.parameters(of: .epsilon))
            parameters.values.merge(modulation.parameters) { first, _ in first }
            return parameters
        }
        var parameters = TrialParameters(
            epsilon.parameters(of: .epsilon).merging(lambda.parameters(of: .lambda)) { first, _ in first })
        parameters.values[Self.quantizerName] = .category(quantizer.rawValue)
        if let decoderText { parameters.values[Self.decoderName] = .category(decoderText) }
        if clock == .oracle { parameters.values[Self.clockName] = .category(ClockText(clock).text) }
        for (constant, number) in zip(SurpriseClock.constants, clock.surprise?.numbers ?? []) {
            parameters.values[ClockAxes.parameter(constant)] = .number(number)
        }
        return parameters
    }

    /// The decoder's name; nil for the paper's, which files and lists leave out.
    public var decoderText: String? { decoder == .paper ? nil : decoder.rawValue }
}

/// The names of a schedule's parameters.
enum ScheduleName {
    /// The parameter that tells the family in a search over several.
    static func family(of name: String) -> String { "\(name).family" }

    /// The part of the names of the constants before the last point, in a search over several families.
    static func prefix(_ name: String, _ family: ScheduleFamily) -> String { "\(name).\(family.rawValue)" }

    /// Every name that there can be for one schedule, in the order in which parameters are drawn.
    static func all(of name: String) -> [String] {
        let alone = ["initial", "exponent", "tau", "constant", "offset", "hold", ScheduleFamily.floor]
        return [family(of: name)] + alone.map { "\(name).\($0)" }
            + ScheduleFamily.allCases.flatMap { family in
                (family.constants + [ScheduleFamily.floor]).map { "\(prefix(name, family)).\($0)" }
            }
    }

    /// The part of the names of a schedule's constants before the last point, as a trial has them.
    ///
    /// - Throws: `ParameterError` if the trial names a family that does not exist.
    static func prefix(_ name: String, in parameters: TrialParameters) throws -> String {
        try namedFamily(name, in: parameters).map { prefix(name, $0) } ?? name
    }

    fileprivate static func namedFamily(_ name: String, in parameters: TrialParameters) throws -> ScheduleFamily? {
        guard parameters[family(of: name)] != nil else { return nil }
        let word = try parameters.category(family(of: name))
        guard let family = ScheduleFamily(rawValue: word) else {
            throw ParameterError.missing("\(family(of: name)) \(word)")
        }
        return family
    }
}

extension LayerSchedules {
    /// - Throws: `ParameterError` if a number is missing.
    fileprivate init(_ rate: ConvergenceFailure.Rate, of parameters: TrialParameters) throws {
        let names = parameters.values.keys
        let prefix = "\(rate.rawValue).layer"
        guard names.contains(where: { $0.hasPrefix(prefix) }) else {
            self = .shared(try Schedule(rate.rawValue, of: parameters))
            return
        }
        var schedules: [Schedule] = []
        repeat {
            schedules.append(try Schedule(rate.layerName(schedules.count), of: parameters))
        } while names.contains { $0.hasPrefix(rate.layerName(schedules.count) + ".") }
        self = .each(schedules)
    }

    fileprivate func parameters(of rate: ConvergenceFailure.Rate) -> [String: ParameterValue] {
        guard case .each(let schedules) = self else { return self[0].parameters(named: rate.rawValue) }
        return schedules.enumerated().reduce(into: [:]) { parameters, layer in
            parameters.merge(layer.element.parameters(named: rate.layerName(layer.offset))) { first, _ in first }
        }
    }
}

extension Schedule {
    /// - Throws: `ParameterError` if a number is missing.
    fileprivate init(_ name: String, of parameters: TrialParameters) throws {
        let prefix = try ScheduleName.prefix(name, in: parameters)
        let family =
            try ScheduleName.namedFamily(name, in: parameters)
            ?? ScheduleFamily { parameters["\(name).\($0)"] != nil }
        let floor = "\(prefix).\(ScheduleFamily.floor)"
        self = try family.schedule(floor: parameters[floor] == nil ? nil : parameters.number(floor)) {
            try parameters.number("\(prefix).\($0)")
        }
    }

    fileprivate func parameters(named name: String) -> [String: ParameterValue] {
        let (family, numbers, floor) = parts
        var values: [String: ParameterValue] = [:]
        for (constant, number) in zip(family.constants, numbers) { values["\(name).\(constant)"] = .number(number) }
        values["\(name).\(ScheduleFamily.floor)"] = floor.map(ParameterValue.number)
        return values
    }
}
