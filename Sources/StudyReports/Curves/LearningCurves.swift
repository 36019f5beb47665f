import HyperparameterSearch
import StudyFiles

extension StoredStudy {
    /// The learning curves of all complete and failed trials.
    ///
    /// - Throws: ``StoredStudyError`` if the study is not a training study, or no trial has a curve.
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
    /// The newest training study in which a trial has ended; nil if there is none.
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
