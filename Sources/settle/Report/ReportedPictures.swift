import AnnealingStudies
import EquilibriumPropagation
import HyperparameterSearch
import StudyReports

/// All figures of a study, or why there are none.
struct ReportedPictures {
    private let study: OpenedStudy

    /// Of a search as many of the best are drawn; of the points of a study all, up to so many.
    private static let best = 5
    private static let mostCurves = ConvergenceFigure.mostCurves

    init(of study: OpenedStudy) {
        self.study = study
    }

    func pictures() throws -> [StudyPage.Picture] {
        let own =
            switch study.annealing?.objective {
            case .convergence: try convergence()
            case .training(let settings): try learning(settings)
            case nil: [StudyPage.Picture]()
            }
        return own + (study.annealing?.sampling == .points ? [] : try search())
    }

    private func convergence() throws -> [StudyPage.Picture] {
        let isOfPoints = study.annealing?.sampling == .points
        let complete = try study.store.counts(of: study.record.id)[.complete]
        let drawsAll = isOfPoints && complete <= Self.mostCurves
        let certain = try study.store.guaranteedBest(of: study.record.id) ?? Self.best
        let trials =
            drawsAll
            ? try study.store.trials(of: study.record.id, matching: TrialQuery(states: [.complete]))
            : try study.store.best(min(Self.best, certain), of: study.record.id)
        let curves = try trials.compactMap { trial in
            ConvergenceCurve(
                trial, of: study.name, trace: try study.store.trace(ofTrial: trial.number, of: study.record.id))
        }
        guard !curves.isEmpty else { return [] }
        let title = ConvergenceFigure.defaultTitle + (drawsAll ? "" : ", the best")
        return [
            StudyPage.Picture(
                title: title, svg: ConvergenceFigure(curves, title: title, numbersTrials: !drawsAll).svg)
        ]
    }

    private func learning(_ settings: TrainingSettings) throws -> [StudyPage.Picture] {
        let ranked = try study.store.trials(
            of: study.record.id, matching: TrialQuery(states: [.complete, .failed], order: .value))
        var labels: Set<String> = []
        var (curves, hasMore): ([LearningCurve], Bool) = ([], false)
        for trial in ranked {
            let trace = try study.store.trace(ofTrial: trial.number, of: study.record.id)
            guard let curve = LearningCurve(trial, trace: trace, settings: settings) else { continue }
            // More lines than these are a tangle; runs that differ in their seed alone are one.
            guard labels.contains(curve.label) || labels.count < Self.mostCurves else {
                hasMore = true
                continue
            }
            labels.insert(curve.label)
            curves.append(curve)
        }
        guard !curves.isEmpty else { return [] }
        let title = LearningFigure.defaultTitle + (hasMore ? ", the best \(labels.count) networks" : "")
        let isPapers = settings.plan == TrainingPlan() && settings.data == .mnist
        return [StudyPage.Picture(title: title, svg: LearningFigure(curves, title: title, showsPaper: isPapers).svg)]
    }

    private func search() throws -> [StudyPage.Picture] {
        let searched = try SearchedStudy(study.record, annealing: study.annealing, store: study.store)
        guard !searched.trials.isEmpty else { return [] }
        let figures = SearchFigures(searched)
        return SearchFigures.Part.allCases.map { part in
            do throws(SearchPartAbsence) {
                return StudyPage.Picture(
                    title: part.heading, svg: try figures.picture(of: part, title: part.heading).svg)
            } catch {
                return StudyPage.Picture(title: part.heading, absence: error.description)
            }
        }
    }
}
