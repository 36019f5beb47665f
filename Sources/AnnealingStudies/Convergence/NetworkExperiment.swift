import SpikingDynamics

extension ConvergenceExperiment {
    init(
        _ network: NetworkSpecification, switching: InputSwitching? = nil,
        shouldContinue: (_ input: Int, _ step: Int) -> Bool = { _, _ in true }
    ) throws {
        let units = network.layers[0]
        try self.init(
            network: LayeredNetwork.glorotUniform(layerSizes: network.layers, seed: network.weightSeed),
            inputs: network.inputSeeds.flatMap { seed in
                switching?.inputs(units: units, seed: seed) ?? [InputPattern.uniform(count: units, seed: seed)]
            }, switchEvery: switching?.every,
            weightBits: network.weightBits, shouldContinue: shouldContinue)
    }

    /// The experiment on one of several networks. Its real-valued twin must have settled: otherwise its errors would
    /// distort the aggregation over all networks.
    init(
        _ network: NetworkSpecification, index: Int, switching: InputSwitching? = nil,
        shouldContinue: (_ input: Int, _ step: Int) -> Bool = { _, _ in true }
    ) throws(NetworkError) {
        do {
            try self.init(network, switching: switching, shouldContinue: shouldContinue)
        } catch {
            throw NetworkError(index: index, network: network, problem: .unusable("\(error)"))
        }
        if let unsettledResidual {
            throw NetworkError(index: index, network: network, problem: .unsettled(unsettledResidual))
        }
    }

    /// The largest change of a unit in the last step of the real-valued networks; nil if they have settled.
    var unsettledResidual: Double? {
        guard let worst = fixedPoints.map(\.residual).max(), worst > FixedPoint.tolerance else { return nil }
        return worst
    }
}

/// A network on which a study cannot be evaluated.
public struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        /// The last step of the real-valued network moved a unit by this much.
        case unsettled(Double)
        case unusable(String)
        /// The real-valued network has several fixed points; the largest difference of a unit between two of them, and the
        /// indices of the further networks of which that is true.
        case multistable(Double, others: [Int])
    }

    /// From 0, in the order of the study file.
    public let index: Int
    public let network: NetworkSpecification
    public let problem: Problem

    public var description: String {
        let name = "network \(index) (\(network))"
        return switch problem {
        case .unsettled(let residual):
            "\(name): its real-valued network has not settled after \(FixedPoint.defaultSteps) steps: the last one still "
                + "moved a unit by \(residual), more than \(FixedPoint.tolerance); replace it by another seed"
        case .unusable(let reason): "\(name): \(reason)"
        case .multistable(let difference, let others):
            "\(name): its real-valued network has several fixed points (from random states it settles up to "
                + "\(MultistableNetwork.text(difference)) apart), and a trial that settles at another one would "
                + "count as a bad one; "
                + (others.isEmpty ? "" : "the same is true of \(Self.list(others)); ")
                + "replace \(others.isEmpty ? "it by another seed" : "them by other seeds"), "
                + "or write 'multistable: allow' beside 'networks'"
        }
    }

    /// `networks 4, 9, 12 and 3 more`
    private static func list(_ networks: [Int]) -> String {
        let most = 8
        let more = networks.count > most ? " and \(networks.count - most) more" : ""
        return "network\(networks.count == 1 ? "" : "s") "
            + networks.prefix(most).map(String.init).joined(separator: ", ") + more
    }
}
