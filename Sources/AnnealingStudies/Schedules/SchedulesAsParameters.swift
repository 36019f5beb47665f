import HyperparameterSearch
import SpikingDynamics

/// Schedules as a trial's parameters.
///
/// The names of the parameters tell the form of a schedule: `epsilon.initial` and `epsilon.exponent` are a power law,
/// `epsilon.initial` and `epsilon.tau` an exponential, `epsilon.constant` a constant; likewise for `lambda`. Where layers
/// have schedules of their own, the name of the layer stands between: `epsilon.layer1.initial`, `lambda.layer0.initial`.
/// Parameters without a decoder have the paper's.
extension AnnealingSchedules {
    static let quantizerName = "quantizer"
    static let decoderName = "decoder"

    /// Every name that there can be, in the order in which parameters are drawn.
    static let parameterNames =
        [ConvergenceFailure.Rate.epsilon, .lambda].flatMap { rate in
            ([rate.rawValue] + (0..<10).map(rate.layerName)).flatMap { name in
                ["initial", "exponent", "tau", "constant"].map { "\(name).\($0)" }
            }
        } + [quantizerName, decoderName]

    /// - Throws: `ParameterError` if a parameter is missing or of the wrong kind.
    public init(_ parameters: TrialParameters) throws {
        let epsilon = try LayerSchedules(.epsilon, of: parameters)
        let lambda = try LayerSchedules(.lambda, of: parameters)
        let name = try parameters.category(Self.quantizerName)
        guard let quantizer = Quantizer(rawValue: name) else { throw ParameterError.missing("quantizer \(name)") }
        self.init(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
        guard parameters[Self.decoderName] != nil else { return }
        let decoderName = try parameters.category(Self.decoderName)
        guard let decoder = Decoder(rawValue: decoderName) else {
            throw ParameterError.missing("decoder \(decoderName)")
        }
        self.decoder = decoder
    }

    /// The parameters from which ``init(_:)`` makes the same schedules. The paper's decoder is not named.
    public var trialParameters: TrialParameters {
        var parameters = TrialParameters(
            epsilon.parameters(of: .epsilon).merging(lambda.parameters(of: .lambda)) { first, _ in first })
        parameters.values[Self.quantizerName] = .category(quantizer.rawValue)
        if let decoderText { parameters.values[Self.decoderName] = .category(decoderText) }
        return parameters
    }

    /// The decoder's name; nil for the paper's, which files and lists leave out.
    public var decoderText: String? { decoder == .paper ? nil : decoder.rawValue }
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
        if parameters["\(name).constant"] != nil {
            self = .constant(try parameters.number("\(name).constant"))
            return
        }
        let initial = try parameters.number("\(name).initial")
        self =
            parameters["\(name).tau"] == nil
            ? .powerLaw(initial: initial, exponent: try parameters.number("\(name).exponent"))
            : .exponential(initial: initial, tau: try parameters.number("\(name).tau"))
    }

    fileprivate func parameters(named name: String) -> [String: ParameterValue] {
        switch self {
        case .powerLaw(let initial, let exponent):
            ["\(name).initial": .number(initial), "\(name).exponent": .number(exponent)]
        case .constant(let value):
            ["\(name).constant": .number(value)]
        case .exponential(let initial, let tau):
            ["\(name).initial": .number(initial), "\(name).tau": .number(tau)]
        }
    }
}
