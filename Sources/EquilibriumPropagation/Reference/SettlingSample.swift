import SpikingDynamics

/// One sample settling in a reference network, binary or continuous. A copy goes on independently.
struct SettlingSample {
    private enum Network {
        case binary(BinaryNetwork, AnnealingSchedules)
        case continuous(ContinuousNetwork, epsilon: Double)
    }

    private var network: Network

    init(
        _ network: LayeredNetwork, _ connections: Connections, input: [Double], dynamics: NetworkDynamics,
        noise: QuantizationNoise
    ) {
        switch dynamics {
        case .binary(let schedules):
            let binary = BinaryNetwork(
                network, connections, checkedInput: input, quantizer: schedules.quantizer, noise: noise)
            self.network = .binary(binary, schedules)
        case .continuous(let epsilon):
            self.network = .continuous(
                ContinuousNetwork(network, connections, checkedInput: input), epsilon: epsilon)
        }
    }

    mutating func step(nudge: [Double]? = nil) {
        switch network {
        case .binary(var binary, let schedules):
            binary.step(schedules, nudge: nudge)
            network = .binary(binary, schedules)
        case .continuous(var continuous, let epsilon):
            continuous.step(epsilon: epsilon, nudge: nudge)
            network = .continuous(continuous, epsilon: epsilon)
        }
    }

    /// [layer][unit].
    var states: [[Double]] {
        switch network {
        case .binary(let binary, _): binary.states
        case .continuous(let continuous, _): continuous.states
        }
    }

    /// How many units of a layer fired at the last step.
    func spikeCount(_ layer: Int) -> Int {
        switch network {
        case .binary(let binary, _): binary.firedUnits(layer).count
        case .continuous: 0
        }
    }
}
