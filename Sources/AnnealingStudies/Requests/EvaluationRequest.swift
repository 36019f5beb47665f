import StudyFiles

/// A request to evaluate schedules: a study whose points are the schedules, the baseline first.
public struct EvaluationRequest {
    private let distinct: DistinctPoints
    private let settings: ConvergenceSettings
    private let name: String?

    /// - Parameter name: the study's; nil for a name that is made from the definition.
    public init(baseline: StudyPoint, schedules: [StudyPoint], settings: ConvergenceSettings, name: String?) {
        distinct = DistinctPoints([baseline] + schedules, participle: "evaluated")
        (self.settings, self.name) = (settings, name)
    }

    /// A sentence for each schedule that repeats an earlier one.
    public var repetitions: [String] { distinct.repetitions }

    /// The study of this request. The same request is the same study, so that asking again goes on where it stopped.
    public var study: DeclaredStudy {
        var study = DeclaredStudy(
            name: name ?? "", kind: settings, sampling: .points, points: distinct.points.map(\.declared))
        if name == nil { study.name = study.nameOfItsOwn(purpose: "evaluate", source: distinct.source) }
        return study
    }
}
