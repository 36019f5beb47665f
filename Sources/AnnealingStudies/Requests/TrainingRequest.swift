import EquilibriumPropagation
import HyperparameterSearch
import StudyFiles

/// A request to train networks: a study whose points are networks and seeds.
public struct TrainingRequest {
    private let distinct: DistinctPoints
    /// All different, at least one.
    public let seeds: [UInt32]
    public let settings: TrainingSettings
    /// The study's name; nil for a name that is made from the definition.
    public let name: String?

    /// - Parameter networks: of equal ones the first counts, with its parent: an equal network and seed is the same run,
    ///   not one seed more.
    public init(networks: [StudyPoint], seeds: [UInt32], settings: TrainingSettings, name: String? = nil) {
        self.distinct = DistinctPoints(networks, participle: "trained")
        // A seed that is named twice is one run, not two.
        let distinct = seeds.enumerated().filter { index, seed in !seeds[..<index].contains(seed) }
        (self.seeds, self.settings, self.name) = (distinct.map(\.element), settings, name)
    }

    /// The networks, all different; each is trained once with each seed.
    public var networks: [StudyPoint] { distinct.points }
    /// A sentence for each network that repeats an earlier one.
    public var repetitions: [String] { distinct.repetitions }

    /// The study of this request. The same request is the same study, so that asking again goes on where it stopped.
    public var study: DeclaredStudy {
        var settings = settings
        settings.seed = seeds[0]
        settings.keepsWeights = true
        let points = networks.flatMap { network in
            seeds.map {
                StudyPoint(network.network, seed: $0, phases: network.phases, parent: network.parent).declared
            }
        }
        var study = DeclaredStudy(
            name: name ?? "", kind: settings, sampling: .points, points: points)
        if name == nil {
            study.name = study.nameOfItsOwn(
                purpose: settings.data == .mnist ? "mnist" : "digits", source: distinct.source)
        }
        return study
    }
}
