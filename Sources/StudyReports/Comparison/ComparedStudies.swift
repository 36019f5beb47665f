import HyperparameterSearch
import StudyFiles

/// Several studies side by side: what each found, and how they differ.
package struct ComparedStudies: Sendable {
    package let studies: [StoredStudy]

    package init(_ studies: [StoredStudy]) { self.studies = studies }

    /// What a study searches for. Only values of one objective are drawn together.
    package struct Objective: Sendable, Hashable {
        package let measure: String
        package let direction: Direction

        package init(of study: StoredStudy) {
            measure = study.kind?.measureName ?? "value"
            direction = study.record.definition.direction
        }

        /// `the lowest meanError`.
        package var text: String { "the \(direction == .minimize ? "lowest" : "highest") \(measure)" }
    }

    package var objectives: [Objective] { studies.map(Objective.init) }

    /// The objective of all studies; nil where they have several.
    package var objective: Objective? { Set(objectives).count == 1 ? objectives.first : nil }

    /// Why the values cannot be drawn together; nil where they can.
    package var difference: String? {
        guard objective == nil else { return nil }
        let each = zip(studies, objectives).map { "\($0.name) searches for \($1.text)" }
        return "The studies have different objectives, so their values cannot be drawn together: "
            + each.joined(separator: "; ") + "."
    }

    /// A row for each study: its trials, and its best one with the parameters.
    ///
    /// - Throws: `StudyError` where a study is no more; the errors of the reader.
    package func best() throws -> TextTable {
        let best = try studies.map { try $0.certainBest(1).first }
        let names = parameterNames(of: best)
        let objective = objective
        let columns =
            [.word(Self.study), .word("ended")] + (objective == nil ? [.word("objective")] : [])
            + [.number(objective?.measure ?? "best value"), .number(Self.trial)] + names.map(TextTable.Column.word)
        let rows = try zip(studies, best).map { study, best in
            let (counts, budget) = (try study.counts(), study.record.definition.budget)
            return [study.name, "\(NumberText.grouped(counts.finished)) of \(NumberText.grouped(budget))"]
                + (objective == nil ? [Objective(of: study).text] : [])
                + [NumberText.value(best?.value), best.map { "\($0.number)" } ?? ""]
                + names.map { best?.parameters?[$0]?.description ?? "" }
        }
        return TextTable(columns: columns, rows: rows)
    }

    /// The titles of the columns whose texts lead to pages.
    package static let (study, trial) = ("study", "best trial")

    /// The parameters of the best trials, in the order of the studies.
    private func parameterNames(of best: [Trial?]) -> [String] {
        var seen: Set<String> = []
        return zip(studies, best).flatMap { study, trial in trial.map { study.parameterNames(of: [$0]) } ?? [] }
            .filter { name in best.contains { $0?.parameters?[name] != nil } && seen.insert(name).inserted }
    }

    /// What the definition of each study has otherwise than that of the first: a line for each key.
    package var definitions: [(study: String, differences: [String])] {
        guard let first = studies.first else { return [] }
        return studies.dropFirst().map { study in
            let (one, other) = (first.record.definition, study.record.definition)
            let lines =
                first.declared != nil && study.declared != nil
                ? DeclaredStudy.differences(stored: one, offered: other)
                : StudyDefinition.differences(stored: one, offered: other)
            let budgets = one.budget == other.budget ? [] : ["trials: stored \(one.budget), now \(other.budget)"]
            return (study.name, (lines + budgets).map(Self.beside))
        }
    }

    /// `steps: 50, here 200` of `steps: stored 50, now 200`.
    private static func beside(_ line: String) -> String {
        line.replacing(": stored ", with: ": ", maxReplacements: 1)
            .replacing(", now ", with: ", here ", maxReplacements: 1)
    }
}
