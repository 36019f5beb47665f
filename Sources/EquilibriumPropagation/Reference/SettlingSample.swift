import SpikingDynamics

/// One sample settling in a reference network, binary or continuous. A copy goes on independently.
struct SettlingSample {
    private enum Network {
        case binary(BinaryNetwork, epsilon: Schedule, lambda: Schedule)
        case continuous(ContinuousNetwork, epsilon: Double)
    }

    private var network: Network

    init(
        _ network: LayeredNetwork, _ connections: Connections, input: [Double], dynamics: NetworkDynamics,
        noise: QuantizationNoise
    ) {
        switch dynamics {
        case .binary(let epsilon, let lambda, let quantizer):
            let binary = BinaryNetwork(
                network, connections, checkedInput: input, quantizer: quantizer, noise: noise)
            self.network = .binary(binary, epsilon: epsilon, lambda: lambda)
        case .continuous(let epsilon):
            self.network = .continuous(
                ContinuousNetwork(network, connections, checkedInput: input), epsilon: epsilon)
        }
    }

    mutating func step(nudge: [Double]? = nil) {
        switch network {
        case .binary(var binary, let epsilon, let lambda):
            let t = binary.stepCount + 1
            binary.step(epsilon: epsilon.value(at: t), lambda: lambda.value(at: t), nudge: nudge)
            network = .binary(binary, epsilon: epsilon, lambda: lambda)
        case .continuous(var continuous, let epsilon):
            continuous.step(epsilon: epsilon, nudge: nudge)
            network = .continuous(continuous, epsilon: epsilon)
        }
    }

    /// [layer][unit].
    var states: [[Double]] {
        switch network {
        case .binary(let binary, _, _): binary.states
        case .continuous(let continuous, _): continuous.states
        }
    }

    /// How many units of a layer fired at the last step.
    func spikeCount(_ layer: Int) -> Int {
        switch network {
        case .binary(let binary, _, _): binary.firedUnits(layer).count
        case .continuous: 0
        }
    }
}
