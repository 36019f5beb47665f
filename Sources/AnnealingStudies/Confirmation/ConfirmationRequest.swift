import HyperparameterSearch
import StudyFiles

/// A request to score the best trials of a study again: a study of points in the same store, each with the trial that it
/// scores as its parent.
///
/// Its name is `confirm-`, the first 80 characters of the search's name, a hyphen, and 8 hexadecimal digits of its
/// definition's SHA-256. The definition has the settings, the networks or seeds, and the best trials: the same request is
/// the same study, in every process, and another choice of networks or another best trial is another one.
public struct ConfirmationRequest: Sendable {
    /// The trials of the search that are scored, best first. Of trials with equal points the first is scored.
    public let candidates: [Trial]
    public let study: DeclaredStudy
    /// The number of points of each candidate.
    public let pointsEach: Int

    /// - Parameters:
    ///   - best: the best trials of the search, best first.
    ///   - search: the search's name.
    ///   - refuse: called with the number of each trial whose parameters cannot be read, and the reason.
    /// - Returns: nil if no trial can be scored.
    public init?(
        _ best: [Trial], of search: String, plan: any ConfirmationPlan,
        refuse: (_ number: Int, _ reason: String) -> Void = { _, _ in }
    ) {
        var candidates: [Trial] = []
        var points: [DeclaredPoint] = []
        var seen: Set<[TrialParameters]> = []
        var pointsEach = 1
        for trial in best {
            let parent = TrialReference(study: search, number: trial.number)
            guard let candidate = trial.candidate else {
                refuse(trial.number, "its parameters are not stored")
                continue
            }
            let own: [DeclaredPoint]
            do {
                own = try plan.points(scoring: candidate, parent: parent)
            } catch {
                refuse(trial.number, "its parameters cannot be read: \(error)")
                continue
            }
            guard seen.insert(own.map(\.parameters)).inserted else { continue }
            candidates.append(trial)
            points += own
            pointsEach = own.count
        }
        guard !candidates.isEmpty else { return nil }
        var study = DeclaredStudy(name: "", kind: plan.kind, sampling: .points, points: points)
        study.name = study.nameOfItsOwn(purpose: Self.purpose, source: search)
        (self.candidates, self.study, self.pointsEach) = (candidates, study, pointsEach)
    }

    private static let purpose = "confirm"

    /// Whether a study scores trials of this search: its name has the form of a confirmation's, and all of its points
    /// have trials of the search as parents.
    public static func isConfirmation(_ study: DeclaredStudy, of search: String) -> Bool {
        let prefix = "\(purpose)-\(search.prefix(80))-"
        let digest = study.name.dropFirst(prefix.count)
        guard study.name.hasPrefix(prefix), digest.count == 8, digest.allSatisfy(\.isHexDigit),
            study.sampling == .points
        else { return false }
        return study.points.allSatisfy { $0.parent?.study == search }
    }
}
