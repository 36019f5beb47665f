import SpikingDynamics

/// The experiment of design section 1 on layers of these sizes, made once for each, or the same with inputs that switch.
struct Experiments {
    private struct Key: Hashable {
        let layers: [Int]
        let switchEvery: Int?
    }

    private var made: [Key: LockstepSimulation] = [:]

    mutating func experiment(layers: [Int], switchEvery: Int?) throws -> LockstepSimulation {
        let key = Key(layers: layers, switchEvery: switchEvery)
        if let simulation = made[key] { return simulation }
        let inputs =
            if switchEvery == nil {
                [InputPattern.uniform(count: layers[0], seed: 1241)]
            } else {
                (0..<10).map { InputPattern.uniform(count: layers[0], seed: 1241 + $0) }
            }
        let simulation = LockstepSimulation(
            try ConvergenceExperiment(
                network: LayeredNetwork.glorotUniform(layerSizes: layers, seed: 1237), inputs: inputs,
                switchEvery: switchEvery))
        // Those of the last sizes only: a wide network is large.
        made = made.filter { $0.key.layers == layers }
        made[key] = simulation
        return simulation
    }
}
