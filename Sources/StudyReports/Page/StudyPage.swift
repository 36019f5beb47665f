import Foundation
import HyperparameterSearch

/// What the page of a study shows: plain values, read from a store once.
///
/// ``html`` is one file, complete in itself: no network, no framework, no reference to anything else. The same page is
/// the same text, to the byte. What a study does not have is left out.
public struct StudyPage: Sendable {
    /// A term and what is to say of it; all is text.
    public struct Fact: Sendable, Equatable {
        public var term: String
        public var text: String

        public init(_ term: String, _ text: String) {
            self.term = term
            self.text = text
        }
    }

    /// A figure, or why there is none.
    public struct Picture: Sendable, Equatable {
        public var title: String
        /// An SVG document.
        public var svg: String?
        public var absence: String?

        public init(title: String, svg: String) {
            (self.title, self.svg) = (title, svg)
        }

        /// - Parameter absence: a sentence for people, without its full stop.
        public init(title: String, absence: String) {
            (self.title, self.absence) = (title, absence)
        }
    }

    /// The study's name.
    public var study: String
    /// The name of the value that was searched for.
    public var measure: String
    public var direction: Direction
    /// What was searched, how many trials came to which end, how long it took: the first screen.
    public var facts: [Fact]
    /// Best first.
    public var best: [BestTrial]
    /// Why there are no more of the best; nil where that needs no words.
    public var bestNote: String?
    public var pictures: [Picture]
    public var trials: TrialTable
    public var curves: TrialCurves?
    /// Why trials failed, and how many for that reason, the most frequent first.
    public var failures: [(reason: String, count: Int)]
    public var provenance: PageProvenance

    public init(
        study: String, measure: String, direction: Direction = .minimize, facts: [Fact], best: [BestTrial],
        bestNote: String? = nil, pictures: [Picture] = [], trials: TrialTable, curves: TrialCurves? = nil,
        failures: [(reason: String, count: Int)] = [], provenance: PageProvenance
    ) {
        self.study = study
        self.measure = measure
        self.direction = direction
        self.facts = facts
        self.best = best
        self.bestNote = bestNote
        self.pictures = pictures
        self.trials = trials
        self.curves = curves
        self.failures = failures
        self.provenance = provenance
    }

    /// The page as an HTML document.
    public var html: String { PageDocument(self).html }
}
