import AnnealingStudies
import DigitFiles
import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics

/// What `settle train` was asked to train: a study whose points are networks and seeds.
struct TrainingRequest {
    /// The networks, all different; each is trained once with each seed.
    let networks: [StudyPoint]
    /// What is to be said of networks that were named again.
    let repetitions: [String]
    let seeds: [UInt32]
    let settings: TrainingSettings
    /// The study's name; nil for one of its own.
    let name: String?

    /// - Parameter networks: of equal ones the first counts, with its parent: an equal network and seed is the same run,
    ///   not one seed more.
    init(networks: [StudyPoint], seeds: [UInt32], settings: TrainingSettings, name: String? = nil) {
        var distinct: [StudyPoint] = []
        var repetitions: [String] = []
        for point in networks {
            if let first = distinct.first(where: { $0.network == point.network }) {
                repetitions.append(Self.sentence(point, first))
            } else {
                distinct.append(point)
            }
        }
        (self.networks, self.repetitions) = (distinct, repetitions)
        (self.seeds, self.settings, self.name) = (seeds, settings, name)
    }

    private static func sentence(_ point: StudyPoint, _ first: StudyPoint) -> String {
        let schedules = [first.network.epsilonText, first.network.lambdaText, first.network.quantizerText]
            .compactMap(\.self).joined(separator: ", ")
        let names = [first, point].map { $0.parent?.description ?? schedules }
        return names[0] == names[1]
            ? "\(names[0]) is named twice, and trained once."
            : "\(names[1]) has the schedules of \(names[0]) (\(schedules)): they are trained once, as those of \(names[0])."
    }

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
