/// The experiment of section 4.1: how fast a binary network approaches the fixed point of its real-valued twin.
///
/// An experiment is made once for a network and its inputs. `run` then evaluates one pair of schedules at a time; any
/// thread may call it.
public struct ConvergenceExperiment: Sendable {
    /// The network, with the weights that the binary network has.
    public let network: LayeredNetwork
    /// [input][unit]: the patterns that are clamped to the input layer. Each has a simulation of its own, unless they
    /// switch.
    public let inputs: [[Double]]
    /// If the inputs are clamped to one simulation, one after another: for how many steps each of them stays. After the
    /// last one the first one comes again. Errors are against the fixed point of the present input. Nil if each input has
    /// a simulation of its own.
    public let switchEvery: Int?
    /// [input]: the fixed points. Whether each network has settled: `FixedPoint.isSettled`.
    public let fixedPoints: [FixedPoint]

    let connections: Connections
    /// The real-valued twin, whose weights have full precision.
    let twin: (network: LayeredNetwork, connections: Connections)

    /// The number of steps between two calls of `shouldContinue`, and between two checks for divergence.
    public static let stepsBetweenChecks = 50

    /// Computes the fixed point of each input.
    ///
    /// - Parameters:
    ///   - network: with weights of full precision.
    ///   - inputs: [input][unit], each in [0, 1].
    ///   - switchEvery: for how many steps, at least 1, each input stays in a single simulation; nil for a simulation
    ///     of each input.
    ///   - weightBits: the precision of the binary network's weights; nil for full precision. The real-valued network
    ///     has full precision always, so that the errors are those of a network with rounded weights against the fixed
    ///     points that it is meant to find.
    ///   - shouldContinue: called before each step of each input's real-valued network.
    /// - Throws: `ConvergenceExperimentError` if there is no input, `switchEvery` is below 1, there are more than 65,536
    ///   inputs, an input does not fit the network, a fixed point is not finite, or `shouldContinue` returned false.
    public init(
        network: LayeredNetwork, inputs: [[Double]], switchEvery: Int? = nil, weightBits: WeightBits? = nil,
        shouldContinue: (_ input: Int, _ step: Int) -> Bool = { _, _ in true }
    ) throws(ConvergenceExperimentError) {
        guard (1...ConvergenceExperimentError.maximumInputCount).contains(inputs.count) else {
            throw .inputCount(inputs.count)
        }
        if let switchEvery, switchEvery < 1 { throw .switchEvery(switchEvery) }
        let connections = Connections(of: network)
        var fixedPoints: [FixedPoint] = []
        for (index, input) in inputs.enumerated() {
            do { try network.check(input: input) } catch { throw .input(index, error) }
            var isStopped = false
            let fixedPoint = FixedPoint(of: network, connections, checkedInput: input) { step in
                isStopped = !shouldContinue(index, step)
                return !isStopped
            }
            guard !isStopped else { throw .stopped }
            guard !fixedPoint.residual.isNaN else { throw .fixedPointNotFinite(input: index) }
            fixedPoints.append(fixedPoint)
        }
        self.inputs = inputs
        self.switchEvery = switchEvery
        self.fixedPoints = fixedPoints
        twin = (network, connections)
        // Rounded weights are no larger than the largest, and finite.
        if let weightBits, let rounded = try? network.rounded(to: weightBits) {
            (self.network, self.connections) = (rounded, Connections(of: rounded))
        } else {
            (self.network, self.connections) = twin
        }
    }

    /// The number of simulations side by side.
    var simulationCount: Int { switchEvery == nil ? inputs.count : 1 }

    /// The index of the input that a simulation has at a step (from 1).
    func input(ofSimulation simulation: Int, at step: Int) -> Int {
        switchEvery.map { (step - 1) / $0 % inputs.count } ?? simulation
    }

    /// Simulates `steps` steps from rest with these schedules, all inputs side by side or one after another.
    ///
    /// The result depends on the arguments alone.
    ///
    /// - Parameters:
    ///   - schedules: epsilon, lambda and the way in which neurons send.
    ///   - steps: the number of steps, at least 1.
    ///   - noise: the draws of the stochastic quantizer; its `input` is set to the index of each input in turn.
    ///   - shouldContinue: called before the first step and every ``stepsBetweenChecks`` steps after it.
    /// - Returns: the errors, or the reason why there are none; nil if `shouldContinue` returned false.
    public func run(
        _ schedules: AnnealingSchedules, steps: Int, noise: QuantizationNoise, shouldContinue: () -> Bool = { true }
    ) -> ConvergenceOutcome? {
        guard steps >= 1 else { return .failed(.noSteps(steps)) }
        if let failure = schedules.failure(through: steps, layers: network.layerSizes.count) { return .failed(failure) }
        return switch schedules.code {
        case .predictive:
            simulate(
                binaryNetworksAtRest(quantizer: schedules.quantizer, noise: noise), schedules, steps: steps,
                shouldContinue: shouldContinue)
        case .adaptiveDelta(let modulation):
            simulate(
                inputs[..<simulationCount].map {
                    AdaptiveDeltaNetwork(network, connections, checkedInput: $0, modulation: modulation)
                }, schedules, steps: steps, shouldContinue: shouldContinue)
        }
    }

    private func simulate(
        _ networksAtRest: [some SimulatedNetwork], _ schedules: AnnealingSchedules, steps: Int,
        shouldContinue: () -> Bool
    ) -> ConvergenceOutcome? {
        var networks = networksAtRest
        var accumulator = ErrorAccumulator(steps: steps, layerCount: network.layerSizes.count)
        for step in 1...steps {
            if (step - 1) % Self.stepsBetweenChecks == 0, !shouldContinue() { return nil }
            let present = networks.indices.map { input(ofSimulation: $0, at: step) }
            for index in networks.indices {
                if step > 1, present[index] != input(ofSimulation: index, at: step - 1) {
                    networks[index].clamp(inputs[present[index]], index: present[index])
                }
                networks[index].advance(schedules)
            }
            accumulator.add(networks, present.map { fixedPoints[$0] })
            if step % Self.stepsBetweenChecks == 0 || step == steps {
                for network in networks {
                    guard let (layer, unit) = network.firstNonFiniteUnit else { continue }
                    return .failed(.diverged(layer: layer, unit: unit, step: step))
                }
            }
        }
        return .complete(accumulator.errors)
    }

    /// Simulates the real-valued twin itself (Eq. 3), which comes to the fixed point with a constant step size: what a
    /// binary network is compared with. It has full-precision weights, and sends no bits.
    ///
    /// - Precondition: `epsilon` is finite and above 0; `steps` is 1 or more.
    /// - Returns: nil if a state is not finite.
    public func runContinuous(epsilon: Double, steps: Int) -> ConvergenceErrors? {
        let networks = inputs[..<simulationCount].map {
            ContinuousNetwork(twin.network, twin.connections, checkedInput: $0)
        }
        let schedules = AnnealingSchedules(epsilon: .constant(epsilon), lambda: .constant(1))
        guard case .complete(let errors)? = simulate(networks, schedules, steps: steps, shouldContinue: { true }) else {
            return nil
        }
        return errors
    }

    private func binaryNetworksAtRest(quantizer: Quantizer, noise: QuantizationNoise) -> [BinaryNetwork] {
        (0..<simulationCount).map { index in
            var noise = noise
            noise.input = index
            return BinaryNetwork(
                network, connections, checkedInput: inputs[index], quantizer: quantizer, noise: noise)
        }
    }
}

/// The reason why a network and its inputs make no convergence experiment.
public enum ConvergenceExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no input, or there are more than ``maximumInputCount``.
    case inputCount(Int)
    /// An input stays for fewer than one step.
    case switchEvery(Int)
    /// The input of this index does not fit the network.
    case input(Int, InputPatternError)
    /// The real-valued network diverges with the input of this index.
    case fixedPointNotFinite(input: Int)
    /// The caller stopped the computation of the fixed points.
    case stopped

    /// The most inputs that an experiment averages over.
    public static let maximumInputCount = 65_536

    public var description: String {
        switch self {
        case .inputCount(let count):
            "\(count) inputs: an experiment averages over 1 to \(Self.maximumInputCount) input patterns."
        case .switchEvery(let steps):
            "an input that switches every \(steps) steps: it stays for 1 step or more."
        case .input(let index, let error):
            "input pattern \(index): \(error)"
        case .fixedPointNotFinite(let index):
            "the real-valued network has no finite state with input pattern \(index): make its weights smaller."
        case .stopped: "the computation of the fixed points was stopped"
        }
    }
}
