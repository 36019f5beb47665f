import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The confirmation of a convergence study: the best schedules on networks that the search has not seen, one trial for
/// each schedule.
struct ConvergenceConfirmation: ConfirmationPlan {
    /// The search's settings with other networks.
    let settings: ConvergenceSettings

    var noun: String { "network" }
    var scoreCount: Int { settings.networks.count }
    var meanName: String {
        switch settings.aggregation {
        case .mean: "mean"
        case .geometricMean: "geometric mean"
        }
    }
    var kind: any StudyKind { settings }

    func points(scoring trial: Candidate, parent: TrialReference) throws -> [DeclaredPoint] {
        [StudyPoint(try TrialNetwork(trial.parameters), parent: parent).declared]
    }

    func scores(in trials: [Trial]) -> [Double]? {
        guard let trial = trials.first, trial.state == .complete, let value = trial.value else { return nil }
        guard settings.networks.count > 1 else { return [value] }
        let scores = settings.networkValueNames.compactMap { trial.values[$0] }
        return scores.count == settings.networks.count ? scores : nil
    }

    func mean(of scores: [Double]) -> Double { settings.aggregation.of(scores) }
    func interval(of scores: [Double]) -> ConfidenceInterval? { settings.aggregation.interval(of: scores) }

    var canonical: [String: CanonicalValue] {
        ["networks": .list(settings.networks.map { .object($0.canonical) })]
    }
}

extension ConvergenceSettings {
    public static var confirmationExample: String? { "networks: '17..32:117..132'" }

    /// Reads `{top: 20, networks: ...}`. Networks are listed as under `objective`, or named by seeds as a command line
    /// names them: `17..32:117..132` (``NetworkList``). A network that does not say its layers has those of the search's
    /// networks, if they all have the same.
    ///
    /// A network whose layers and weights are those of one of the search's is refused, whatever its input. A study of
    /// several networks is confirmed with its own aggregation, and a study of one network by the geometric mean, as
    /// schedules are compared elsewhere.
    public func confirmation(
        _ confirm: YAMLMapping, of study: DeclaredStudy
    ) throws(StudyFileError) -> any ConfirmationPlan {
        try confirm.allow(only: ConvergenceKeys.confirm)
        let value = try confirm.required("networks")
        let sizes = Set(networks.map(\.layers))
        let networks = try self.networks(value, layers: sizes.count == 1 ? sizes.first : nil)
        for network in networks {
            let seen = self.networks.first { ($0.layers, $0.weightSeed) == (network.layers, network.weightSeed) }
            guard let seen else { continue }
            throw value.error(
                rule: "the network '\(network)' has the weights of '\(seen)', on which the search chose its best",
                remedy: "name networks with other seeds of weights")
        }
        try LayerCountCheck.check(study, layers: Set(networks.map(\.layers.count)), written: confirm)
        return ConvergenceConfirmation(
            settings: ConvergenceSettings(
                networks: networks, aggregation: self.networks.count > 1 ? aggregation : .geometricMean, steps: steps,
                measure: measure, noiseSeed: noiseSeed, switching: switching))
    }

    private func networks(_ value: YAMLValue, layers: [Int]?) throws(StudyFileError) -> [NetworkSpecification] {
        guard !value.isSequence else { return try ConvergenceReader.networks(value, layers: layers, beside: nil) }
        let text = try value.text("networks, as 17..32:117..132 or a list of networks")
        guard let layers else {
            throw value.error(
                rule: "the search's networks differ in their layers, so seeds alone do not tell the layers of others",
                remedy: "list the networks, each with its layers")
        }
        do {
            var networks = try NetworkList.networks(text, layers: layers)
            for place in networks.indices { networks[place].weightBits = commonWeightBits }
            return networks
        } catch {
            throw value.error(rule: error.rule, remedy: error.remedy)
        }
    }

    /// Only the stochastic quantizer draws random numbers.
    public func repetitionProblem(seeds: Int, of study: DeclaredStudy) -> (rule: String, remedy: String)? {
        let searched = (try? study.searchedParameters())?.first { $0.name == AnnealingSchedules.quantizerName }
        var quantizers: [ParameterValue] = study.points.compactMap {
            $0.parameters[AnnealingSchedules.quantizerName]
        }
        if case .choice(let values)? = searched?.domain { quantizers += values }
        guard quantizers.contains(.category(Quantizer.stochastic.rawValue)) else {
            return (
                "nothing is random in this study: only the stochastic quantizer draws numbers, so every repetition of a "
                    + "trial would have the same value", "remove 'repeat', or search the quantizer stochastic"
            )
        }
        guard noiseSeed <= UInt32.max - UInt32(seeds - 1) else {
            return (
                "the seeds go on from the noise's seed, \(noiseSeed), and the largest is \(UInt32.max)",
                "lower 'noise' or the number of seeds"
            )
        }
        return nil
    }
}
