import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// What a study searches: schedules of the step size epsilon and of the predictive coefficient lambda, quantizers,
/// decoders and clocks.
///
/// Parameters are drawn in the order epsilon, lambda, quantizer, decoder, clock, initial before exponent.
public struct ScheduleSpace: Sendable, Hashable {
    public var epsilon: LayerAxes
    public var lambda: LayerAxes
    public var quantizers: [Quantizer]
    public var decoders: [Decoder]
    /// Nil for the steps.
    public var clock: ClockAxes?
    /// Nil for the paper's code. Otherwise only ``epsilon`` is used of the others.
    public var code: CodeAxes?

    public init(
        epsilon: LayerAxes, lambda: LayerAxes, quantizers: [Quantizer], decoders: [Decoder] = [.paper],
        clock: ClockAxes? = nil
    ) {
        self.epsilon = epsilon
        self.lambda = lambda
        self.quantizers = quantizers
        self.decoders = decoders
        self.clock = clock
    }

    /// Schedules that all layers share.
    public init(
        epsilon: ScheduleAxes, lambda: ScheduleAxes, quantizers: [Quantizer], decoders: [Decoder] = [.paper]
    ) {
        self.init(
            epsilon: .shared(epsilon), lambda: .shared(lambda), quantizers: quantizers, decoders: decoders)
    }

    /// Step sizes, which are constant, and constants of adaptive delta modulation. They are drawn in this order.
    public init(epsilon: LayerAxes, code: CodeAxes) {
        self.init(epsilon: epsilon, lambda: .shared(.constant(.fixed(1))), quantizers: [])
        self.code = code
    }

    /// The space as the search knows it. The paper's decoder alone is no parameter, and is not written, as in files that
    /// do not name a decoder.
    public var declared: DeclaredSpace {
        if let code {
            return DeclaredSpace(
                epsilon.dimensions(of: .epsilon) + code.dimensions,
                canonical: .object(["epsilon": epsilon.canonical, AnnealingSchedules.codeName: code.canonical]))
        }
        let quantizer = Parameter.categorical(AnnealingSchedules.quantizerName, quantizers.map(\.rawValue))
        var dimensions = epsilon.dimensions(of: .epsilon) + lambda.dimensions(of: .lambda) + [.init(quantizer)]
        var canonical: [String: CanonicalValue] = [
            "epsilon": epsilon.canonical, "lambda": lambda.canonical,
            "quantizer": .list(quantizers.map { .text($0.rawValue) }),
        ]
        if decoders != [.paper] {
            dimensions.append(.init(.categorical(AnnealingSchedules.decoderName, decoders.map(\.rawValue))))
            canonical["decoder"] = .list(decoders.map { .text($0.rawValue) })
        }
        if let clock {
            dimensions += clock.dimensions
            canonical[AnnealingSchedules.clockName] = clock.canonical
        }
        return DeclaredSpace(dimensions, canonical: .object(canonical))
    }
}

extension ScheduleSpace {
    /// Reads the `space` of a study file.
    ///
    /// - Parameters:
    ///   - isGrid: whether each range needs a count.
    ///   - others: keys that the space may have, and that the caller reads.
    init(_ value: YAMLValue, isGrid: Bool, besides others: [String] = []) throws(StudyFileError) {
        let space = try value.mapping("a space: epsilon, lambda and quantizer")
        try space.refuseCutSchedules()
        try space.allow(only: ScheduleKeys.space, besides: others)
        if let code = space[AnnealingSchedules.codeName] {
            try space.checkKeysBesideCode()
            let written = try space.required("epsilon")
            self.init(
                epsilon: try LayerAxes(written, isGrid: isGrid), code: try CodeAxes(code, isGrid: isGrid))
            guard !epsilon.isConstant else { return }
            throw written.error(
                rule: AnnealingSchedules.annealedCode, remedy: "write {constant: {from: 0.5, to: 1.2}}, or one number")
        }
        self.init(
            epsilon: try LayerAxes(space.required("epsilon"), isGrid: isGrid),
            lambda: try LayerAxes(space.required("lambda"), isGrid: isGrid),
            quantizers: try space.required("quantizer").choices(Quantizer.self, noun: "quantizer"),
            decoders: try space["decoder"]?.choices(Decoder.self, noun: "decoder") ?? [.paper],
            clock: try space["clock"].flatMap { (value) throws(StudyFileError) in
                try ClockAxes.read(value, isGrid: isGrid)
            })
        guard let written = space["clock"], clock != nil, epsilon.isConstant, lambda.isConstant else { return }
        throw written.error(rule: AnnealingSchedules.idleClock, remedy: AnnealingSchedules.idleClockRemedy)
    }
}

extension YAMLValue {
    /// One choice, or a list of different ones.
    fileprivate func choices<Choice>(_ type: Choice.Type, noun: String) throws(StudyFileError) -> [Choice]
    where Choice: RawRepresentable & CaseIterable & Hashable, Choice.RawValue == String {
        guard isSequence else { return [try choice(type)] }
        var choices: [Choice] = []
        for item in try list("\(noun)s") { choices.append(try item.choice(type)) }
        guard !choices.isEmpty, Set(choices).count == choices.count else {
            throw error(
                rule: "each \(noun) may stand once, at least one must",
                remedy: "list some of: \(type.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choices
    }
}
