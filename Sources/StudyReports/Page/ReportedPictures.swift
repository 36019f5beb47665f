import HyperparameterSearch
import StudyFiles

/// The figures of a study. A figure that cannot be drawn is replaced by the reason.
package struct ReportedPictures {
    private let study: StoredStudy
    private let isQuick: Bool
    private let explanation: (SearchPartAbsence) -> String

    private static let mostCurves = ConvergenceFigure.mostCurves

    /// - Parameters:
    ///   - isQuick: whether to leave out what takes longer than all the rest: the figures that need the trace of every trial,
    ///     and the sampler's model.
    ///   - explanation: the text of the reason why a figure is absent.
    package init(
        of study: StoredStudy, isQuick: Bool = false, explanation: @escaping (SearchPartAbsence) -> String
    ) {
        (self.study, self.isQuick, self.explanation) = (study, isQuick, explanation)
    }

    package func pictures() throws -> [StudyPage.Picture] {
        let own =
            switch study.curveForm {
            case .errors: try convergence()
            case .learning: try learning()
            case nil: [StudyPage.Picture]()
            }
        return try front() + own + (study.hasPointsOnly ? [] : try search())
    }

    /// The front of a study of several objectives; empty for others, and before a trial is complete.
    private func front() throws -> [StudyPage.Picture] {
        guard study.severalObjectives != nil else { return [] }
        let part = SearchFigures.Part.front
        let figures = SearchFigures(try SearchedStudy(study, readsProgress: false, makesModel: false), parts: [part])
        guard let picture = try? figures.picture(of: part, title: part.heading) else { return [] }
        return [StudyPage.Picture(title: part.heading, svg: picture.svg)]
    }

    private func convergence() throws -> [StudyPage.Picture] {
        let drawsAll = try study.hasPointsOnly && study.counts()[.complete] <= Self.mostCurves
        let trials =
            drawsAll
            ? try study.trials(matching: TrialQuery(states: [.complete]))
            : try study.certainRanked(ConvergenceSelection.best).map(\.trial)
        let curves = try trials.compactMap { ConvergenceCurve($0, of: study.name, try study.curve(of: $0)) }
        guard !curves.isEmpty else { return [] }
        let title = ConvergenceFigure.defaultTitle + (drawsAll ? "" : ", the best")
        return [
            StudyPage.Picture(
                title: title, svg: ConvergenceFigure(curves, title: title, numbersTrials: !drawsAll).svg)
        ]
    }

    private func learning() throws -> [StudyPage.Picture] {
        guard let kind = study.kind else { return [] }
        let ranked = try study.trials(matching: TrialQuery(states: [.complete, .failed], order: .value))
        var labels: Set<String> = []
        var (curves, hasMore): ([LearningCurve], Bool) = ([], false)
        for trial in ranked {
            guard let curve = LearningCurve(trial, of: kind, try study.curve(of: trial)) else {
                continue
            }
            // More curves could not be told apart. Runs that differ only in their seed form one curve.
            guard labels.contains(curve.label) || labels.count < Self.mostCurves else {
                hasMore = true
                continue
            }
            labels.insert(curve.label)
            curves.append(curve)
        }
        guard !curves.isEmpty else { return [] }
        let title = LearningFigure.defaultTitle + (hasMore ? ", the best \(labels.count) networks" : "")
        let figure = LearningFigure(curves, title: title, showsPaper: kind.isThePapers)
        return [StudyPage.Picture(title: title, svg: figure.svg)]
    }

    private func search() throws -> [StudyPage.Picture] {
        let searched = try SearchedStudy(study, readsProgress: !isQuick, makesModel: !isQuick)
        guard !searched.trials.isEmpty else { return [] }
        let figures = SearchFigures(searched)
        // The widest is the last, so that on a wide screen the others are side by side.
        let parts =
            SearchFigures.Part.allCases.filter { $0.isOnSheet && $0 != .parameters && !(isQuick && $0 == .stability) }
            + [.parameters]
            + (searched.model == nil ? [] : [.model])
            + (searched.shares.contains { $0.shares.parts.count > 1 } ? [.shares] : [])
        return parts.map { part in
            do throws(SearchPartAbsence) {
                return StudyPage.Picture(
                    title: part.heading, svg: try figures.picture(of: part, title: part.heading).svg)
            } catch {
                return StudyPage.Picture(title: part.heading, absence: explanation(error))
            }
        }
    }
}
