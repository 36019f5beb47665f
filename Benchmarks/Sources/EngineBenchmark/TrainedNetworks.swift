import DigitFiles
import EquilibriumPropagation
import SpikingDynamics

/// The networks that requests train, each from where the last one left it; and the images.
struct TrainedNetworks {
    private var digits: DigitData?
    private var images: [Int: TrainingImages] = [:]
    private var runs: [String: TrainingRun] = [:]

    /// The network of a request. One that would be read on the way through `updates` more is begun anew: readings take
    /// as long as thousands of updates.
    mutating func network(of request: TrainingRequest, updates: Int) throws -> TrainingRun {
        let key = "\(request.dynamics) \(request.precision)"
        if let run = runs[key], run.updateCount + updates < run.updatesPerEpoch { return run }
        let run = try begin(request, epochs: TrainingPlan().epochs)
        runs[key] = run
        return run
    }

    /// A run of its own.
    mutating func begin(_ request: TrainingRequest, epochs: Int) throws -> TrainingRun {
        guard let precision = Precision(rawValue: request.precision) else {
            throw UnknownPrecision(name: request.precision)
        }
        return try TrainingRun(
            TrainingPlan(epochs: epochs, precision: precision), dynamics: request.dynamics.network, seed: 1234,
            images: images(in: request.data))
    }

    /// The paper's split, of whose test images only the first so many are kept; nil for all.
    mutating func images(in folder: String, test: Int? = nil) throws -> TrainingImages {
        if let made = images[test ?? 0] { return made }
        let data = try digits ?? DigitData(folder: folder)
        digits = data
        let made = try TrainingImages(
            data, split: DigitSplit(.paper, training: test == nil ? nil : TrainingPlan().rule.minibatchSize, test: test)
        )
        images[test ?? 0] = made
        return made
    }
}

struct UnknownPrecision: Error {
    let name: String
}

extension TrainingRequest.Dynamics {
    fileprivate var network: NetworkDynamics {
        switch self {
        case .binary:
            .binary(
                AnnealingSchedules(
                    epsilon: .powerLaw(initial: 0.843, exponent: 0.0923),
                    lambda: .powerLaw(initial: 0.832, exponent: 0.584), quantizer: .sigmaDelta))
        case .continuous: .continuous(epsilon: 0.5)
        }
    }
}
