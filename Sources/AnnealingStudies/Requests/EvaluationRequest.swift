import StudyFiles

/// A request to evaluate schedules: a study whose points are the schedules, the baseline first.
public struct EvaluationRequest {
    private let distinct: DistinctPoints
    private let settings: ConvergenceSettings
    private let name: String?

    /// - Parameter name: the study's; nil for a name that is made from the definition.
    public init(baseline: StudyPoint, schedules: [StudyPoint], settings: ConvergenceSettings, name: String?) {
        // The convergence experiment has no phases.
        let schedules = schedules.map { StudyPoint($0.network, parent: $0.parent) }
        distinct = DistinctPoints([baseline] + schedules, participle: "evaluated")
        (self.settings, self.name) = (settings, name)
    }

    /// A sentence for each schedule that repeats an earlier one.
    public var repetitions: [String] { distinct.repetitions }

    /// The study of this request. The same request is the same study, so that asking again goes on where it stopped.
    public var study: DeclaredStudy {
        var study = DeclaredStudy(
            name: name ?? "", kind: settings, sampling: .points, points: distinct.points.map(\.declared))
        if name == nil {
            study.name = study.nameOfItsOwn(purpose: "evaluate", source: "\(what.prefix(50))-on-\(networks)")
        }
        return study
    }

    /// What is compared with the baseline: `paper-5000-4333`, `paper-5000-best-60`, `0.9_t0.15-0.9_t0.7`.
    private var what: String {
        let schedules = distinct.points.dropFirst()
        guard let first = schedules.first else { return "baseline" }
        guard schedules.count == 1 else {
            return [distinct.source, "best", "\(schedules.count)"].compactMap(\.self).joined(separator: "-")
        }
        if let parent = first.parent { return "\(parent.study)-\(parent.number)" }
        let texts = [
            first.network.epsilonText, first.network.lambdaText, first.network.decoderText, first.network.clockText,
            first.network.codeText,
        ].compactMap(\.self)
        // A name has no slash and no power.
        return texts.joined(separator: "-").replacing("/", with: "_").replacing(/[^A-Za-z0-9._-]/, with: "")
    }

    /// The networks: `17.117`, the seeds of the only one, or `16-networks`.
    private var networks: String {
        guard let only = settings.networks.first, settings.networks.count == 1 else {
            return "\(settings.networks.count)-networks"
        }
        return ([only.weightSeed] + only.inputSeeds.prefix(1)).map(String.init).joined(separator: ".")
    }
}
