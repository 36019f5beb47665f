import HyperparameterSearch
import StudyFiles

extension StoredStudy {
    /// The learning curves of all runs that have ended.
    ///
    /// - Throws: ``StoredStudyError`` where the study is no training study, or no run has ended.
    public func learningCurves() throws -> [LearningCurve] {
        guard let kind, curveForm == .learning else { throw error(.noTraining(.learningCurves)) }
        let curves = try trials(matching: TrialQuery(states: [.complete, .failed])).compactMap {
            LearningCurve($0, of: kind, try curve(of: $0))
        }
        guard !curves.isEmpty else { throw error(.noRunEnded) }
        return curves
    }
}

extension StudyReader {
    /// The training study that was made last and has a run that ended; nil where there is none.
    ///
    /// - Parameter kinds: the kinds of study whose definitions are read.
    public func latestTraining(kinds: StudyKinds) throws -> StoredStudy? {
        for record in try studies().sorted(by: { $0.created > $1.created }) {
            let study = StoredStudy(record, in: self, kinds: kinds)
            if study.curveForm == .learning, try study.counts().finished > 0 { return study }
        }
        return nil
    }
}
