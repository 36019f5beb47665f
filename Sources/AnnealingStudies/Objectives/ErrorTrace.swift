import SpikingDynamics

/// error(t) of a trial at logarithmically spaced steps, as it is stored.
public struct ErrorTrace: Sendable, Equatable {
    public typealias Sample = ConvergenceErrors.Sample

    /// Of several networks their combination; layer errors only where all have equally many layers.
    public let samples: [Sample]
    /// [sample][instance]: error(t) of each network; empty where the study has one.
    public let instanceErrors: [[Double]]

    /// - Precondition: `instanceErrors` is empty, or has a list for each sample, all equally long.
    init(_ samples: [Sample], instanceErrors: [[Double]] = []) {
        self.samples = samples
        self.instanceErrors = instanceErrors
    }

    /// - Parameter errors: [instance], all sampled at the same steps.
    init(_ errors: [ConvergenceErrors], combination: Combination) {
        guard errors.count > 1, let first = errors.first else {
            self.init(errors.first?.trace ?? [])
            return
        }
        let layers = first.spikes.count
        let haveSameLayers = errors.allSatisfy { $0.spikes.count == layers }
        let perStep = first.trace.indices.map { index in errors.map { $0.trace[index] } }
        self.init(
            perStep.map { instances in
                Sample(
                    step: instances[0].step, error: combination.of(instances.map(\.error)),
                    runningMean: combination.of(instances.map(\.runningMean)),
                    layerErrors: haveSameLayers
                        ? (0..<layers).map { layer in combination.of(instances.map { $0.layerErrors[layer] }) } : [])
            },
            instanceErrors: perStep.map { $0.map(\.error) })
    }
}
