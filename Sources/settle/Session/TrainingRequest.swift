import AnnealingStudies
import EquilibriumPropagation
import HyperparameterSearch

/// What `settle train` was asked to train: a study whose points are networks and seeds.
struct TrainingRequest {
    private let distinct: DistinctPoints
    let seeds: [UInt32]
    let settings: TrainingSettings
    /// The study's name; nil for one of its own.
    let name: String?

    /// - Parameter networks: of equal ones the first counts, with its parent: an equal network and seed is the same run,
    ///   not one seed more.
    init(networks: [StudyPoint], seeds: [UInt32], settings: TrainingSettings, name: String? = nil) {
        distinct = DistinctPoints(networks, participle: "trained")
        (self.seeds, self.settings, self.name) = (seeds, settings, name)
    }

    /// The networks, all different; each is trained once with each seed.
    var networks: [StudyPoint] { distinct.points }
    /// What is to be said of networks that were named again.
    var repetitions: [String] { distinct.repetitions }

    /// The study of this request. The same request is the same study, so that asking again goes on where it stopped.
    var study: AnnealingStudy {
        var settings = settings
        settings.seed = seeds[0]
        settings.keepsWeights = true
        let points = networks.flatMap { network in
            seeds.map { StudyPoint(network.network, seed: $0, parent: network.parent) }
        }
        var study = AnnealingStudy(
            name: name ?? "", objective: .training(settings), sampling: .points, points: points)
        if name == nil {
            study.name = study.nameOfItsOwn(
                purpose: settings.data == .mnist ? "mnist" : "digits", source: distinct.source)
        }
        return study
    }
}
