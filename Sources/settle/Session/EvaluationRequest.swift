import AnnealingStudies
import SpikingDynamics

/// What `settle evaluate` was asked: a study whose points are schedules, the baseline first.
struct EvaluationRequest {
    private let distinct: DistinctPoints
    private let settings: ConvergenceSettings
    private let name: String?

    /// - Parameter name: the study's; nil for one of its own.
    init(baseline: StudyPoint, schedules: [StudyPoint], settings: ConvergenceSettings, name: String?) {
        distinct = DistinctPoints([baseline] + schedules, participle: "evaluated")
        (self.settings, self.name) = (settings, name)
    }

    /// What is to be said of schedules that were named again.
    var repetitions: [String] { distinct.repetitions }

    /// The study of this request. The same request is the same study, so that asking again goes on where it stopped.
    var study: AnnealingStudy {
        var study = AnnealingStudy(
            name: name ?? "", objective: .convergence(settings), sampling: .points, points: distinct.points)
        if name == nil { study.name = study.nameOfItsOwn(purpose: "evaluate", source: distinct.source) }
        return study
    }
}
