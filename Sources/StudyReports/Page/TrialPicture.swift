import Figures
import HyperparameterSearch
import StudyFiles

extension StoredStudy {
    /// The figure of a trial's course: its curve, with the best trial's beside it where both are of errors, or the values
    /// that it reported on its way. Nil where nothing is stored of the course.
    ///
    /// - Throws: ``StoredStudyError`` if the stored curve is damaged; the errors of the study's reader.
    package func picture(of trial: Trial) throws -> StudyPage.Picture? {
        switch curveForm {
        case .errors: if let picture = try errorPicture(of: trial) { return picture }
        case .learning: if let picture = try learningPicture(of: trial) { return picture }
        case nil: break
        }
        return try valuePicture(of: trial)
    }

    private func errorPicture(of trial: Trial) throws -> StudyPage.Picture? {
        guard let own = ConvergenceCurve(trial, of: name, try curve(of: trial)) else { return nil }
        let best = try reader.best(1, of: record.id).filter { $0.number != trial.number }
            .compactMap { ConvergenceCurve($0, of: name, try curve(of: $0)) }
        let title = "Error of trial \(trial.number)" + (best.isEmpty ? "" : ", and of the best")
        return StudyPage.Picture(
            title: title, svg: ConvergenceFigure([own] + best, title: title, numbersTrials: true).svg)
    }

    private func learningPicture(of trial: Trial) throws -> StudyPage.Picture? {
        guard let kind, let curve = LearningCurve(trial, of: kind, try curve(of: trial)) else { return nil }
        let title = "Errors of trial \(trial.number)"
        return StudyPage.Picture(
            title: title, svg: LearningFigure([curve], title: title, showsPaper: kind.isThePapers).svg)
    }

    private func valuePicture(of trial: Trial) throws -> StudyPage.Picture? {
        let values = try reader.intermediateValues(ofTrial: trial.number, of: record.id).filter(\.value.isFinite)
        guard values.count > 1 else { return nil }
        let points = values.map { Point(x: Double($0.step), y: $0.value) }
        let title = "Values of trial \(trial.number) on its way"
        let panel = Panel(
            x: Axis("step"), y: Axis(RichText(verbatim: kind?.measureName ?? "value")),
            marks: [.line(points, .series(0))] + (points.count <= 50 ? [.points(points, .series(0))] : []))
        return StudyPage.Picture(
            title: title, svg: Figure(RichText(verbatim: title), panels: [panel], width: 720).svg)
    }
}
