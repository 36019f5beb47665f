import SpikingDynamics

/// The experiment of design section 1 on layers of these sizes, made once for each.
struct Experiments {
    private var made: [[Int]: LockstepSimulation] = [:]

    mutating func experiment(layers: [Int]) throws -> LockstepSimulation {
        if let simulation = made[layers] { return simulation }
        let simulation = LockstepSimulation(
            try ConvergenceExperiment(
                network: LayeredNetwork.glorotUniform(layerSizes: layers, seed: 1237),
                inputs: [InputPattern.uniform(count: layers[0], seed: 1241)]))
        made = [layers: simulation]  // the last one only: a wide network is large
        return simulation
    }
}
