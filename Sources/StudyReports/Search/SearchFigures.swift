import Figures

/// The figures of a search: what it tried, what it found, and what mattered.
///
/// Each part is a picture of its own or the reason why there is none; together they are one sheet.
public struct SearchFigures: Sendable {
    /// What there is to see, in the order in which the sheet shows it.
    public enum Part: String, Sendable, CaseIterable {
        /// Every trial's value against its number, with the best so far.
        case history
        /// How much each parameter matters.
        case importance
        /// Each parameter against the value.
        case parameters
        /// Pairs of one schedule's parameters, coloured by the value.
        case map
        /// All parameters and the value, a line a trial.
        case parallel
        /// How the ranking at each step relates to the final one.
        case stability
        /// How many trials were still evaluated at each step.
        case pruning
    }

    public let study: SearchedStudy

    public init(_ study: SearchedStudy) {
        self.study = study
    }

    /// A part as a picture of its own; `.svg` is its text.
    ///
    /// - Throws: ``SearchPartAbsence`` where it cannot be made.
    public func picture(of part: Part) throws(SearchPartAbsence) -> Sheet {
        fatalError("\(part)")
    }

    /// The numbers that a part shows, all digits.
    ///
    /// - Throws: ``SearchPartAbsence`` where it cannot be made.
    public func csv(of part: Part) throws(SearchPartAbsence) -> String {
        fatalError("\(part)")
    }

    /// All parts on one sheet, 960 units wide. In the place of one that cannot be made stands why.
    public var sheet: Sheet {
        fatalError()
    }
}
