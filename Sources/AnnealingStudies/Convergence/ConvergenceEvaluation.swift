import HyperparameterSearch
import SpikingDynamics

extension Evaluation {
    /// A complete trial of the convergence experiment.
    ///
    /// - Parameter errors: `[network]`.
    init(_ errors: [ConvergenceErrors], of settings: ConvergenceSettings) {
        var values: [String: Double] = ["spikes": Double(errors.reduce(0) { $0 + $1.spikes.reduce(0, +) })]
        for measure in settings.measure.stored {
            values[measure.rawValue] = settings.aggregation.of(errors.map(measure.of))
        }
        if settings.furtherObjectives.contains(.synapticOperations) {
            let operations = zip(errors, settings.networks).reduce(0) {
                $0 + $1.0.synapticOperations(layerSizes: $1.1.layers)
            }
            values[ConvergenceSettings.FurtherObjective.synapticOperations.name] = Double(operations)
        }
        for (name, errors) in zip(settings.networkValueNames, errors) { values[name] = settings.measure.of(errors) }
        self.init(
            .complete(value: values[settings.measure.rawValue] ?? .nan), values: values, steps: settings.evaluatedSteps,
            trace: ErrorTrace(errors, aggregation: settings.aggregation).encoded)
    }
}
