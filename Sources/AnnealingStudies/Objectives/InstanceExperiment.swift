import SpikingDynamics

extension ConvergenceExperiment {
    /// The experiment on one network and its inputs.
    init(_ instance: NetworkInstance) throws {
        try self.init(
            network: LayeredNetwork.glorotUniform(layerSizes: instance.layers, seed: instance.weightSeed),
            inputs: instance.inputSeeds.map { InputPattern.uniform(count: instance.layers[0], seed: $0) })
    }

    /// One of several: errors name it, and its real-valued twin must settle, since one that has not would distort what is
    /// found on all.
    init(_ instance: NetworkInstance, number: Int) throws(InstanceError) {
        do {
            try self.init(instance)
        } catch {
            throw InstanceError(number: number, instance: instance, problem: .unusable("\(error)"))
        }
        if let unsettledResidual {
            throw InstanceError(number: number, instance: instance, problem: .unsettled(unsettledResidual))
        }
    }

    /// The largest change of a unit in the real-valued networks' last step, where that is too large to have settled.
    var unsettledResidual: Double? {
        guard let worst = fixedPoints.map(\.residual).max(), worst > FixedPoint.tolerance else { return nil }
        return worst
    }
}

/// Why a study cannot be evaluated on one of its instances.
public struct InstanceError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        /// The real-valued network's last step still moved a unit by so much.
        case unsettled(Double)
        case unusable(String)
    }

    /// From 0, in the order of the study file.
    public let number: Int
    public let instance: NetworkInstance
    public let problem: Problem

    public var description: String {
        let name = "instance \(number) (\(instance))"
        return switch problem {
        case .unsettled(let residual):
            "\(name): its real-valued network has not settled after \(FixedPoint.defaultSteps) steps: the last one still "
                + "moved a unit by \(residual), more than \(FixedPoint.tolerance); replace it by another seed"
        case .unusable(let reason): "\(name): \(reason)"
        }
    }
}
