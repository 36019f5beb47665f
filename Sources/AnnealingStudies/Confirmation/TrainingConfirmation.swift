import HyperparameterSearch
import StudyFiles

/// The confirmation of a training study: the best networks with seeds that the search has not used, one trial for each
/// network and seed.
struct TrainingConfirmation: ConfirmationPlan {
    /// The search's settings, with the first of the seeds.
    let settings: TrainingSettings
    /// All different, at least one.
    let seeds: [UInt32]

    var noun: String { "seed" }
    var scoreCount: Int { seeds.count }
    var meanName: String { "mean" }
    var kind: any StudyKind { settings }

    func points(scoring trial: Candidate, parent: TrialReference) throws -> [DeclaredPoint] {
        let network = try TrialNetwork(trial.parameters)
        let phases = try PhaseLengths(trial.parameters)
        return seeds.map { StudyPoint(network, seed: $0, phases: phases, parent: parent).declared }
    }

    func scores(in trials: [Trial]) -> [Double]? {
        let scores = trials.compactMap { $0.state == .complete ? $0.value : nil }
        return scores.count == seeds.count ? scores : nil
    }

    func mean(of scores: [Double]) -> Double { Aggregation.mean.of(scores) }
    func interval(of scores: [Double]) -> ConfidenceInterval? { Aggregation.mean.interval(of: scores) }

    var canonical: [String: CanonicalValue] { ["seeds": .list(seeds.map { .integer(Int($0)) })] }
}

extension TrainingSettings {
    public static var confirmationExample: String? { "seeds: [1, 2, 3]" }

    /// Reads `{top: 3, seeds: [1, 2, 3]}`. The seeds of the search, those of its points and of its repetitions included,
    /// are refused.
    public func confirmation(
        _ confirm: YAMLMapping, of study: DeclaredStudy
    ) throws(StudyFileError) -> any ConfirmationPlan {
        try confirm.allow(only: TrainingKeys.confirm)
        let list = try confirm.required("seeds")
        var seeds: [UInt32] = []
        for item in try list.list("seeds of training runs, as in [1, 2, 3]") {
            let seed = try item.seedNumber()
            guard !seeds.contains(seed) else {
                throw item.error(rule: "the seed stands twice, and would count twice", remedy: "write it once")
            }
            guard !isUsed(seed, by: study) else {
                throw item.error(
                    rule: "the search itself trains with this seed, and chose its best by it",
                    remedy: "write a seed that the search does not use")
            }
            seeds.append(seed)
        }
        guard TrainingKeys.seedCounts.contains(seeds.count) else {
            throw list.error(rule: "1 to 1000 seeds are needed", remedy: "write a list such as [1, 2, 3]")
        }
        var settings = self
        settings.seed = seeds[0]
        return TrainingConfirmation(settings: settings, seeds: seeds)
    }

    private func isUsed(_ seed: UInt32, by study: DeclaredStudy) -> Bool {
        let own = study.points.compactMap { try? $0.parameters.integer(TrialNetwork.seed) }
        let repetitions = study.repetition?.seeds ?? 1
        return ([Int(self.seed)] + own).contains { ($0..<($0 + repetitions)).contains(Int(seed)) }
    }

    /// The seeds go on from the study's and from those of its points.
    public func repetitionProblem(seeds: Int, of study: DeclaredStudy) -> (rule: String, remedy: String)? {
        let own = study.points.compactMap { try? $0.parameters.integer(TrialNetwork.seed) }
        let last = ([Int(seed)] + own).max() ?? 0
        guard last + seeds - 1 <= Int(UInt32.max) else {
            return (
                "the seeds go on from \(last), and the largest is \(UInt32.max)",
                "lower the seed or the number of seeds"
            )
        }
        return nil
    }
}
