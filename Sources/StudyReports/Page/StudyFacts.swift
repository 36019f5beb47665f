import Foundation
import HyperparameterSearch
import StudyFiles

/// A few facts about a study: the space that it searches, its progress and the time that it took.
struct StudyFacts {
    let study: StoredStudy
    let states: [TrialState: Int]
    let runs: [PageProvenance.Run]

    var facts: [StudyPage.Fact] {
        var facts: [StudyPage.Fact] = []
        if let declared = study.declared {
            facts += declared.kind.facts { NumberText.count($0, $1) }.map { StudyPage.Fact($0.term, $0.text) }
            facts.append(StudyPage.Fact("candidates", candidates(declared)))
            if let repetition = declared.repetition { facts.append(StudyPage.Fact("each trial", repetition.summary)) }
            let space = (try? declared.searchedParameters()) ?? []
            if !space.isEmpty { facts.append(StudyPage.Fact("space", space.map(axis).joined(separator: "; "))) }
        } else {
            let direction = study.record.definition.direction == .minimize ? "lowest" : "highest"
            facts.append(StudyPage.Fact("searched for", "the \(direction) value"))
        }
        facts.append(StudyPage.Fact("trials", trials))
        if let time { facts.append(StudyPage.Fact("time", time)) }
        return facts
    }

    // MARK: What was searched

    private func candidates(_ study: DeclaredStudy) -> String {
        let budget = self.study.record.definition.budget
        let imported = study.importedCount
        let points = study.points.count + imported
        let named =
            imported > 0
            ? NumberText.count(imported, "imported trial")
            : NumberText.count(points, "point") + " that the study names"
        let first = points == 0 ? "" : named + ", then "
        switch study.sampling {
        case .points: return named
        case .grid: return first + "a grid of \(NumberText.count(budget - points, "combination"))"
        case .model(let settings, _, _):
            return first + "\(NumberText.count(budget - points, "trial")) of \(settings.summary)"
        case .random(let random, _, _):
            let digits = random.significantDigits.map { ", \(NumberText.count($0, "significant digit"))" } ?? ""
            let stream = random.stream == .numpy ? "NumPy's stream, " : ""
            return first + "\(NumberText.count(budget - points, "random draw")) (\(stream)seed \(random.seed)\(digits))"
        }
    }

    private func axis(_ parameter: Parameter) -> String {
        let text =
            switch parameter.domain {
            case .float(let range, let scale, let step):
                "\(range.lowerBound.shortestText) to \(range.upperBound.shortestText)"
                    + (scale == .log ? ", logarithmic" : "")
                    + (step.map { " in steps of \($0.shortestText)" } ?? "")
            case .integer(let range, let scale, let step):
                "\(range.lowerBound) to \(range.upperBound)" + (scale == .log ? ", logarithmic" : "")
                    + (step == 1 ? "" : " in steps of \(step)")
            case .choice(let values) where values.count > 8: "\(values.count) values"
            case .choice(let values): values.map(\.description).joined(separator: " or ")
            }
        let condition = parameter.condition.map { ", where \($0.phrase)" } ?? ""
        return "\(parameter.name) \(text)\(condition)"
    }

    // MARK: What came of it

    private var trials: String {
        let words = TrialState.pageOrder.compactMap { state in
            states[state].map { "\(NumberText.grouped($0)) \(state == .claimed ? "at work" : state.rawValue)" }
        }
        let left = study.record.definition.budget - states.values.reduce(0, +)
        return (words + (left > 0 ? ["\(NumberText.grouped(left)) not begun"] : [])).joined(separator: ", ")
    }

    private var time: String? {
        let durations = runs.compactMap(\.duration)
        guard !durations.isEmpty else { return nil }
        let threads = Set(runs.map(\.record.description.threads))
        let on = threads.count == 1 ? threads.first.map { " on " + NumberText.count($0, "thread") } ?? "" : ""
        let number = runs.count == 1 ? "" : " in \(NumberText.count(runs.count, "run"))"
        let last = runs.compactMap { $0.record.ended ?? $0.lastTrial }.max()
        let day = last.map { ", until \(NumberText.time($0))" } ?? ""
        return NumberText.duration(durations.reduce(0, +)) + number + on + day
    }
}

extension TrialState {
    /// The states in the order in which a page lists them.
    package static let pageOrder: [TrialState] = [.complete, .pruned, .failed, .claimed, .waiting]
}
