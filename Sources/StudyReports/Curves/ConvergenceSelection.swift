import HyperparameterSearch
import StudyFiles

/// Chooses the trials of a study whose convergence is drawn.
public struct ConvergenceSelection: Sendable {
    private let study: StoredStudy

    /// How many trials of a search are drawn unless others are asked for.
    static let best = 5

    /// - Throws: ``StoredStudyError`` where the study is one of training, `StudyFileError` where it has no schedules.
    public init(of study: StoredStudy) throws {
        _ = try study.requireDeclared()
        guard study.curveForm == .errors else { throw study.error(.noErrorCurves(study.curveForm)) }
        self.study = study
    }

    /// The curves of these trials, in this order.
    ///
    /// - Throws: ``StoredStudyError`` where a trial did not run to its end, or has no curve.
    public func curves(ofTrials numbers: [Int]) throws -> [ConvergenceCurve] {
        let trials = try numbers.map { try study.trial($0) }
        let unfinished = trials.filter { $0.state != .complete }.map(StoredStudyError.Unfinished.init)
        guard unfinished.isEmpty else { throw study.error(.unfinished(unfinished)) }
        return try curves(of: trials)
    }

    /// The curves of all complete points, in their order, or of the best trials of a search.
    ///
    /// - Returns: the curves, and the points that are left out because they did not run to their ends.
    /// - Throws: ``StoredStudyError`` where there are none.
    public func defaultCurves() throws -> (curves: [ConvergenceCurve], leftOut: [StoredStudyError.Unfinished]) {
        let trials = try study.hasPointsOnly ? study.trials() : study.certainBest(Self.best)
        let complete = trials.filter { $0.state == .complete }
        guard !complete.isEmpty else { throw study.error(.noneComplete(isSearch: !study.hasPointsOnly)) }
        let leftOut = trials.filter { $0.state != .complete }.map(StoredStudyError.Unfinished.init)
        return (try curves(of: complete), leftOut)
    }

    private func curves(of trials: [Trial]) throws -> [ConvergenceCurve] {
        let curves = try trials.map { ($0, ConvergenceCurve($0, of: study.name, try study.curve(of: $0))) }
        let without = curves.filter { $0.1 == nil }.map(\.0.number)
        guard without.isEmpty else { throw study.error(.noCurves(without)) }
        return curves.compactMap(\.1)
    }
}
