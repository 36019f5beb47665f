import Randomness

/// One neuron with three converging inputs, as in Figure 1 of the paper.
///
/// The values of the inputs are given; the inputs encode and quantize them as all neurons do. The neuron sums their
/// bits, decodes the sum, moves its state and sends bits of its own (Eq. 14). Its continuous twin receives the values
/// themselves (Eq. 3). As in a network, a signal that is sent at one step arrives at the next.
public struct NeuronDemonstration: Sendable, Equatable {
    /// The step size of the continuous twin, the same as for all continuous networks here.
    public static let continuousEpsilon = 0.5
    private static let inputCount = 3

    /// The state of inputs, neuron and twin after one step.
    public struct Step: Sendable, Equatable {
        /// t, from 1.
        public let step: Int
        /// The step size at this step.
        public let epsilon: Double
        /// The coefficient of predictive coding at this step.
        public let lambda: Double
        /// [input]: the values s.
        public let inputs: [Double]
        /// [input]: the bits q that they send at this step.
        public let inputSignals: [Bool]
        /// The weighted sum of the inputs' bits at the step before, u.
        public let weightedBits: Double
        /// The decoded sum, v.
        public let decoded: Double
        /// The weighted sum of the inputs' values at the step before, which v estimates.
        public let weightedValues: Double
        /// The binary neuron's state s, and the bit q that it sends at this step.
        public let state: Double
        /// The bit q that the neuron sends at this step.
        public let signal: Bool
        /// The continuous twin's state.
        public let continuousState: Double
    }

    /// The schedules of the neuron and of its inputs.
    public let schedules: AnnealingSchedules
    /// [input].
    public let weights: [Double]
    /// [input].
    public let inputs: [ConvergingInput]
    /// From step 1 on.
    public let steps: [Step]

    /// Draws inputs and weights from `RandomState(seed)` and makes `stepCount` steps from rest. First three numbers are
    /// drawn for each input, then one weight for each input, uniform in -1/3...1. The noise of the stochastic quantizer
    /// has the same seed.
    ///
    /// - Throws: `ConvergenceFailure` if a schedule is illegal, the neuron diverges, or `stepCount` is below 1.
    public init(
        _ schedules: AnnealingSchedules, stepCount: Int, seed: UInt32
    ) throws(ConvergenceFailure) {
        var generator = MersenneTwister(seed: seed)
        let inputs = (0..<Self.inputCount).map { _ in ConvergingInput(from: &generator) }
        let weights = inputs.map { _ in generator.uniform(from: -1 / 3, to: 1) }
        try self.init(
            inputs: inputs, weights: weights, schedules: schedules, stepCount: stepCount,
            noise: QuantizationNoise(seed: UInt64(seed), trial: 0))
    }

    /// - Parameter weights: as many as `inputs`.
    init(
        inputs: [ConvergingInput], weights: [Double], schedules: AnnealingSchedules, stepCount: Int,
        noise: QuantizationNoise
    ) throws(ConvergenceFailure) {
        guard stepCount >= 1 else { throw .noSteps(stepCount) }
        if let failure = schedules.failure(through: stepCount, layers: 2) { throw failure }
        let quantizer = schedules.quantizer
        var senders = inputs.map { _ in Sender() }
        var (neuron, twin) = (Neuron(bias: 0), Neuron(bias: 0))
        var steps: [Step] = []
        for step in 1...stepCount {
            let rates = schedules.rates(at: step, layers: 2)
            let (epsilon, lambda) = (rates.epsilon[1], rates.lambda[0])
            // Both sums are over the signals of the step before.
            let weightedBits = zip(weights, senders).reduce(0) { $0 + ($1.1.signal ? $1.0 : 0) }
            let weightedValues = zip(weights, senders).reduce(0) { $0 + $1.0 * $1.1.state }
            let previous = neuron.step(drive: weightedBits, epsilon: epsilon, decoding: rates.decoding[0])
            // Without predictive coding the decoder is the identity: Eq. 3.
            _ = twin.step(drive: weightedValues, epsilon: Self.continuousEpsilon, decoding: 1)
            let signal = quantizer.sends(
                neuron.state, previous: previous, lambda: rates.lambda[1], memory: &neuron.memory,
                uniform: noise.uniform(unit: 0, layer: 1, step: step))
            for unit in senders.indices {
                senders[unit].send(
                    inputs[unit].value(at: step), lambda: lambda, quantizer: quantizer,
                    uniform: noise.uniform(unit: unit, layer: 0, step: step))
            }
            guard neuron.isFinite, senders.allSatisfy(\.isFinite) else {
                throw .diverged(layer: 1, unit: 0, step: step)
            }
            steps.append(
                Step(
                    step: step, epsilon: epsilon, lambda: lambda, inputs: senders.map(\.state),
                    inputSignals: senders.map(\.signal), weightedBits: weightedBits, decoded: neuron.decoded,
                    weightedValues: weightedValues, state: neuron.state, signal: signal,
                    continuousState: twin.state))
        }
        self.schedules = schedules
        self.inputs = inputs
        self.weights = weights
        self.steps = steps
    }

    /// The encoder and quantizer of an input whose value is given at each step; at rest before step 1.
    private struct Sender {
        var state = 0.0
        var memory = Quantizer.Memory()
        var signal = false

        var isFinite: Bool { memory.phi.isFinite && memory.phi2.isFinite }

        mutating func send(_ value: Double, lambda: Double, quantizer: Quantizer, uniform: Double) {
            signal = quantizer.sends(value, previous: state, lambda: lambda, memory: &memory, uniform: uniform)
            state = value
        }
    }
}
