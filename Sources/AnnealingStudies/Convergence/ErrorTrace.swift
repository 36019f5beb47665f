import SpikingDynamics

/// error(t) of a trial at logarithmically spaced steps: the trace that a convergence trial stores.
public struct ErrorTrace: Sendable, Equatable {
    public typealias Sample = ConvergenceErrors.Sample

    /// For several networks the aggregation over them. Layer errors are absent if the networks differ in their number
    /// of layers.
    public let samples: [Sample]
    /// `[sample][network]`: error(t) of each network; empty for one network.
    public let networkErrors: [[Double]]

    /// - Precondition: `networkErrors` is empty, or has a list for each sample, all equally long.
    init(_ samples: [Sample], networkErrors: [[Double]] = []) {
        self.samples = samples
        self.networkErrors = networkErrors
    }

    /// - Parameter errors: `[network]`, all sampled at the same steps.
    init(_ errors: [ConvergenceErrors], aggregation: Aggregation) {
        guard errors.count > 1, let first = errors.first else {
            self.init(errors.first?.trace ?? [])
            return
        }
        let layers = first.spikes.count
        let haveSameLayers = errors.allSatisfy { $0.spikes.count == layers }
        let perStep = first.trace.indices.map { index in errors.map { $0.trace[index] } }
        self.init(
            perStep.map { networks in
                Sample(
                    step: networks[0].step, error: aggregation.of(networks.map(\.error)),
                    runningMean: aggregation.of(networks.map(\.runningMean)),
                    layerErrors: haveSameLayers
                        ? (0..<layers).map { layer in aggregation.of(networks.map { $0.layerErrors[layer] }) } : [])
            },
            networkErrors: perStep.map { $0.map(\.error) })
    }
}
