import AnnealingStudies
import DigitFiles
import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics

/// What `settle train` was asked to train: a study whose points are networks and seeds.
struct TrainingRequest {
    /// The networks; each is trained once with each seed.
    var networks: [StudyPoint]
    var seeds: [UInt32]
    var settings: TrainingSettings
    /// The study's name; nil for one of its own.
    var name: String?

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
        if name == nil { study.name = ownName(for: study) }
        return study
    }

    /// `mnist-paper-5000-1f3a9c2e`: where the schedules come from, and the beginning of the definition's SHA-256.
    private func ownName(for study: AnnealingStudy) -> String {
        let digest = SHA256.hex(of: Array(study.canonicalText.utf8)).prefix(8)
        let source = networks.lazy.compactMap(\.parent).first?.study
        let images = settings.data == .mnist ? "mnist" : "digits"
        return ([images] + (source.map { [String($0.prefix(80))] } ?? []) + [String(digest)]).joined(separator: "-")
    }
}
