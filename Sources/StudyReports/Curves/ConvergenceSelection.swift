import HyperparameterSearch
import StudyFiles

/// The choice of the trials whose convergence a figure draws.
public struct ConvergenceSelection: Sendable {
    private let study: StoredStudy

    /// The number of trials of a search that are drawn by default.
    static let best = 5

    /// - Throws: ``StoredStudyError`` if the trials have no error curves; `StudyFileError` if the definition cannot be
    ///   read.
    public init(of study: StoredStudy) throws {
        _ = try study.requireDeclared()
        guard study.curveForm == .errors else { throw study.error(.noErrorCurves(study.curveForm)) }
        self.study = study
    }

    /// The curves of the given trials, in the given order.
    ///
    /// - Throws: ``StoredStudyError`` if a trial does not exist, is not complete or has no curve.
    public func curves(ofTrials numbers: [Int]) throws -> [ConvergenceCurve] {
        let trials = try numbers.map { try study.trial($0) }
        let unfinished = trials.filter { $0.state != .complete }.map(StoredStudyError.Unfinished.init)
        guard unfinished.isEmpty else { throw study.error(.unfinished(unfinished)) }
        return try curves(of: trials)
    }

    /// The curves of all complete trials of a study of points, or of the best trials of a search.
    ///
    /// - Returns: the curves, and the trials that are left out because they are not complete.
    /// - Throws: ``StoredStudyError`` if no trial is complete.
    public func defaultCurves() throws -> (curves: [ConvergenceCurve], leftOut: [StoredStudyError.Unfinished]) {
        let trials = try study.hasPointsOnly ? study.trials() : study.certainRanked(Self.best).map(\.trial)
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
