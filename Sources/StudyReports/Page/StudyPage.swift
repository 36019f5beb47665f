import Foundation
import HyperparameterSearch

/// The content of a study's page, as plain values that are read from the store once.
///
/// ``html`` is one self-contained file, without references to other files or to the network. Equal pages have equal
/// bytes. Sections without content are left out.
public struct StudyPage: Sendable {
    /// A term and its description, both plain text.
    public struct Fact: Sendable, Equatable {
        public var term: String
        public var text: String

        public init(_ term: String, _ text: String) {
            self.term = term
            self.text = text
        }
    }

    /// A figure, or the reason why it is absent.
    public struct Picture: Sendable, Equatable {
        public var title: String
        /// The SVG document; nil if the figure is absent.
        public var svg: String?
        public var absence: String?

        public init(title: String, svg: String) {
            (self.title, self.svg) = (title, svg)
        }

        /// - Parameter absence: the reason as one sentence without its full stop.
        public init(title: String, absence: String) {
            (self.title, self.absence) = (title, absence)
        }
    }

    /// The study's name.
    public var study: String
    /// The name of the value that was searched for.
    public var measure: String
    public var direction: Direction
    /// The facts of the first screen: the space, the number of trials in each state, and the time.
    public var facts: [Fact]
    /// Whether the study has several objectives and ``best`` is its front.
    public var isFront = false
    /// The best trials, best first.
    public var best: [BestTrial]
    /// The reason why fewer trials than usual are listed as the best; nil if there is none.
    public var bestNote: String?
    /// How the best trials were scored again; nil if the study does not ask for it.
    public var confirmation: Confirmation?
    public var pictures: [Picture]
    public var trials: TrialTable
    /// The number of trials in each state, as reported to people.
    public var states: [TrialState: Int]
    /// The address of a trial's view, without the trial's number at its end.
    public var trialAddress = "#trial-"
    public var curves: TrialCurves?
    /// The reasons of failed trials with their counts, the most frequent first.
    public var failures: [(reason: String, count: Int)]
    public var provenance: PageProvenance

    public init(
        study: String, measure: String, direction: Direction = .minimize, facts: [Fact], best: [BestTrial],
        bestNote: String? = nil, confirmation: Confirmation? = nil, pictures: [Picture] = [], trials: TrialTable,
        curves: TrialCurves? = nil,
        failures: [(reason: String, count: Int)] = [], provenance: PageProvenance
    ) {
        self.study = study
        self.measure = measure
        self.direction = direction
        self.facts = facts
        self.best = best
        self.bestNote = bestNote
        self.confirmation = confirmation
        self.pictures = pictures
        self.trials = trials
        states = trials.states
        self.curves = curves
        self.failures = failures
        self.provenance = provenance
    }

    /// Whether a trial is complete.
    var hasResult: Bool { states[.complete, default: 0] > 0 }

    /// The page as an HTML document.
    public var html: String {
        let sections = [
            SummarySection.section(of: self), BestSection.section(of: self), PictureSection.section(of: self),
            TrialSection.section(of: self), ProvenanceSection.section(of: self),
        ].compactMap(\.self)
        let end: HTML = """
            \(TrialSection.dialog)
            <p id="told" role="status" class="unseen"></p>
            <script type="application/json" id="study">\(HTML(verbatim: PageData(self).text))</script>
            """
        return PageDocument(title: study, sections: sections, end: end, script: PageResources.reportScript).html
    }
}
