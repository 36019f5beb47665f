import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics

/// One of a study's best trials, as the page lists it.
public struct BestTrial: Sendable {
    public var number: Int
    public var value: Double
    /// What was evaluated, where it is of other kinds than schedules: names and values.
    public var parameters: [StudyPage.Fact]
    /// Nil where the trial has none: of other studies, and of continuous networks.
    public var schedules: AnnealingSchedules?
    /// Forms of it to take away.
    public var snippets: [Snippet]

    /// A form of a trial as text, for one language.
    public struct Snippet: Sendable, Equatable {
        /// `Python`
        public var language: String
        public var text: String

        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }

    public init(
        number: Int, value: Double, parameters: [StudyPage.Fact] = [], schedules: AnnealingSchedules? = nil,
        snippets: [Snippet] = []
    ) {
        self.number = number
        self.value = value
        self.parameters = parameters
        self.schedules = schedules
        self.snippets = snippets
    }

    /// - Parameter names: of the parameters, in the order in which they are shown where there are no schedules.
    /// - Returns: nil where the trial is not complete.
    public init?(_ trial: Trial, of study: String, measure: String, parameterNames names: [String]) {
        guard let value = trial.value else { return nil }
        let parameters = trial.parameters ?? [:]
        var schedules: AnnealingSchedules?
        if case .binary(let found)? = try? TrialNetwork(parameters) { schedules = found }
        self.init(
            number: trial.number, value: value,
            parameters: names.compactMap { name in
                parameters[name].map { StudyPage.Fact(name, $0.description) }
            },
            schedules: schedules,
            snippets: schedules.map { found in
                let snippet = ScheduleSnippet(
                    found, title: "Trial \(trial.number) of \(study): \(measure) \(NumberText.short(value))")
                return [
                    Snippet(language: "Text", text: snippet.text),
                    Snippet(language: "JSON", text: snippet.json(trial, of: study, measure: measure)),
                    Snippet(language: "Python", text: snippet.python),
                    Snippet(language: "Swift", text: snippet.swift),
                ]
            } ?? [])
    }
}
