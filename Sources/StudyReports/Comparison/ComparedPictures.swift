import Figures
import Foundation
import HyperparameterSearch

/// The figures of several studies: the best value so far of all, and the importance of each one's parameters.
package struct ComparedPictures {
    /// What the best value so far is drawn against.
    package enum Across: String, CaseIterable, Sendable {
        case trials, time
    }

    private let compared: ComparedStudies
    private let across: Across
    private let explanation: (SearchPartAbsence) -> String

    /// - Parameter explanation: the text of the reason why a figure is absent.
    package init(
        of compared: ComparedStudies, across: Across, explanation: @escaping (SearchPartAbsence) -> String
    ) {
        (self.compared, self.across, self.explanation) = (compared, across, explanation)
    }

    /// The course of all, and the importance in each.
    ///
    /// - Throws: `StudyError` where a study is no more; the errors of the reader.
    package func pictures() throws -> (course: [StudyPage.Picture], importances: [StudyPage.Picture]) {
        // The trials of one study are in memory at a time: eight may have millions.
        var (courses, importances): ([BestCourse], [StudyPage.Picture]) = ([], [])
        for study in compared.studies {
            let searched = try SearchedStudy(study, readsProgress: false, makesModel: false)
            courses.append(BestCourse(of: searched, across: across))
            importances.append(importance(of: searched))
        }
        return ([course(courses)].compactMap(\.self), importances)
    }

    private func importance(of study: SearchedStudy) -> StudyPage.Picture {
        let title = "Importance in \(study.name)"
        do throws(SearchPartAbsence) {
            let figures = SearchFigures(study, parts: [.importance])
            return StudyPage.Picture(title: title, svg: try figures.picture(of: .importance, title: title).svg)
        } catch {
            return StudyPage.Picture(title: title, absence: explanation(error))
        }
    }

    /// - Returns: nil where the studies have different objectives.
    private func course(_ courses: [BestCourse]) -> StudyPage.Picture? {
        guard let objective = compared.objective else { return nil }
        let title = "Best so far"
        guard courses.contains(where: { !$0.improvements.isEmpty }) else {
            return StudyPage.Picture(title: title, absence: "no trial of these studies is complete")
        }
        let unit = TimeUnit(longest: courses.map(\.end).max() ?? 0)
        let scale = across == .time ? unit.seconds : 1
        let values = courses.flatMap { $0.improvements.map(\.y) }
        let axis = Axis(
            RichText(verbatim: objective.measure), scale: values.allSatisfy { $0 > 0 } ? .logarithmic : .linear)
        let styles = courses.indices.map(LineStyle.init(series:))
        let panel = Panel(
            x: Axis(across == .time ? RichText(verbatim: "time in \(unit.name)") : "trials", including: [0]), y: axis,
            marks: zip(courses, styles).map { course, style in
                let steps = BestCourse.steps(course.improvements, end: course.end)
                return .line(steps.map { Point(x: $0.x / scale, y: $0.y) }, style.ink, style.dash)
            })
        let legend = zip(courses, styles).map {
            LegendEntry(.line($1.ink, $1.dash), RichText(verbatim: $0.study))
        }
        let figure = Figure(
            RichText(verbatim: "\(title): \(objective.text)"), legend: [legend], panels: [panel], notes: notes(courses),
            width: 720)
        return StudyPage.Picture(title: title, svg: figure.svg)
    }

    private func notes(_ courses: [BestCourse]) -> [RichText] {
        let empty = courses.filter(\.improvements.isEmpty).map(\.study)
        let missing: [RichText] =
            empty.isEmpty
            ? [] : [RichText(verbatim: "No trial is complete in: \(empty.joined(separator: ", ")).")]
        return across == .trials
            ? missing
            : missing + ["Time counts from the beginning of a study's first trial, with the pauses between its runs."]
    }
}

/// The unit in which a time is drawn.
private struct TimeUnit {
    let name: String
    let seconds: Double

    init(longest: TimeInterval) {
        (name, seconds) =
            switch longest {
            case ..<180: ("seconds", 1)
            case ..<10_800: ("minutes", 60)
            case ..<432_000: ("hours", 3600)
            default: ("days", 86_400)
            }
    }
}
