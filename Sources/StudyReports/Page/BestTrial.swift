import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics

/// One of a study's best trials, as the page lists it.
public struct BestTrial: Sendable {
    public var number: Int
    public var value: Double
    /// The names and values of the other objectives, in a study of several.
    public var furtherValues: [StudyPage.Fact] = []
    /// What the trial's confirmation found; nil if it was not confirmed.
    public var confirmed: Confirmed?
    /// The names and values of the parameters, which the page shows if the trial has no schedules.
    public var parameters: [StudyPage.Fact]
    /// Nil for continuous networks and for studies of other kinds.
    public var schedules: AnnealingSchedules?
    /// The forms of the trial that can be copied.
    public var snippets: [Snippet]

    /// The score of a trial on networks or seeds that the search has not seen.
    public struct Confirmed: Sendable, Equatable {
        public var value: Double
        /// The 95% interval; nil for a single network or seed.
        public var interval: ConfidenceInterval?
        /// The rank by the value in the search, from 1.
        public var searchedRank: Int

        public init(value: Double, interval: ConfidenceInterval?, searchedRank: Int) {
            (self.value, self.interval, self.searchedRank) = (value, interval, searchedRank)
        }
    }

    /// The schedules of a trial as text in one language.
    public struct Snippet: Sendable, Equatable {
        /// The name of the language, such as `Python`.
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

    /// - Parameter names: the names of the parameters, in the order in which they are shown.
    /// - Returns: nil if the trial has no value.
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
