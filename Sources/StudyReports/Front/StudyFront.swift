import AnnealingStudies
import HyperparameterSearch

/// The front of a study of several objectives: its complete trials that no other one dominates (`ParetoFront`).
public struct StudyFront: Sendable {
    /// The names of the objectives, that of the trials' value first.
    public let objectives: [String]
    /// The trials of the front in the order of the first objective, the best first.
    public let trials: [Trial]
    /// The number of complete trials that have a value of each objective.
    public let completeCount: Int

    /// The first trials of the front.
    public func first(_ count: Int) -> [Trial] { Array(trials.prefix(count)) }

    /// What the front is, as a sentence.
    public var summary: String {
        guard completeCount > 0 else { return "No trial is complete, so there is no front." }
        let names = objectives.joined(separator: " and ")
        return "\(NumberText.grouped(trials.count)) of \(NumberText.count(completeCount, "complete trial")) "
            + "\(trials.count == 1 ? "is" : "are") the front of \(names): no other trial is at least as good in "
            + "\(objectives.count == 2 ? "both" : "all") and better in one."
    }
}

extension StoredStudy {
    /// The names of the objectives; nil for a study of one.
    var severalObjectives: [String]? {
        kind.flatMap { $0.objectiveNames.count > 1 ? $0.objectiveNames : nil }
    }

    /// The complete trials with their values of each objective, by number; a trial that lacks one is left out. Nil for a
    /// study of one objective.
    func objectivePoints() throws -> [ParetoFront.Point]? {
        guard let names = severalObjectives else { return nil }
        return try reader.withTrials(of: record.id, matching: TrialQuery(states: [.complete])) { passes in
            var points: [ParetoFront.Point] = []
            try passes.visit { trial in
                if let point = trial.point(of: names) { points.append(point) }
            }
            return points
        }
    }

    /// The front as it is now; nil for a study of one objective.
    public func front() throws -> StudyFront? {
        guard let names = severalObjectives, let points = try objectivePoints() else { return nil }
        let front = ParetoFront(points, direction: record.definition.direction)
        return StudyFront(
            objectives: names, trials: try front.points.map { try trial($0.number) }, completeCount: points.count)
    }

    /// The front of a study that must have one.
    ///
    /// - Throws: ``StoredStudyError`` if the study has one objective; as ``requireDeclared()`` does.
    public func requireFront() throws -> StudyFront {
        let declared = try requireDeclared()
        guard let front = try front() else { throw error(.oneObjective(declared.kind.measureName)) }
        return front
    }

    /// The trials of the front as JSON, in the forms of ``exportedJSON(_:)``, with the names of all objectives.
    public func exportedJSON(_ front: StudyFront) throws -> String {
        let declared = try requireDeclared()
        guard declared.kind is any AnnealingKind else {
            return try exportedTrials(front.trials, objectives: front.objectives).json
        }
        var exported = try ExportedSchedules(front.trials, of: declared)
        exported.objectives = front.objectives
        if try unfinished() > 0 { exported.provisional = true }
        return try exported.json
    }
}

extension Trial {
    /// The trial's values of these names; nil if it lacks one.
    fileprivate func point(of names: [String]) -> ParetoFront.Point? {
        let values = self.values
        let found = names.compactMap { values[$0] }
        return found.count == names.count ? ParetoFront.Point(number: number, values: found) : nil
    }
}
