import Figures
import HyperparameterSearch

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
        /// How many trials were still evaluated at each step.
        case pruning
        /// All parameters and the value, a line a trial.
        case parallel
        /// How the ranking at each step relates to the final one.
        case stability
    }

    public let study: SearchedStudy
    private let parts: [Part: Result<any SearchPart, SearchPartAbsence>]

    /// - Parameter parts: those that will be asked for; others are absent.
    public init(_ study: SearchedStudy, parts: [Part] = Part.allCases) {
        self.study = study
        let trials = SearchTrials(study)
        self.parts = Dictionary(parts.map { ($0, $0.made(of: trials)) }) { first, _ in first }
    }

    /// A part as a picture of its own; `svg` is its text.
    ///
    /// - Throws: ``SearchPartAbsence`` where it cannot be made.
    public func picture(of part: Part, title: String? = nil) throws(SearchPartAbsence) -> Sheet {
        let content = try content(of: part)
        let title = title ?? "\(part.heading) of \(study.name)"
        return Sheet(
            RichText(verbatim: title), legend: content.legend.isEmpty ? [] : [content.legend],
            rows: content.rows, notes: content.notes, width: part.width)
    }

    /// The numbers that a part shows, all digits.
    ///
    /// - Throws: ``SearchPartAbsence`` where it cannot be made.
    public func csv(of part: Part) throws(SearchPartAbsence) -> String {
        try content(of: part).table.text
    }

    /// All parts on one sheet, 960 units wide. A part that cannot be made is replaced by the reason.
    ///
    /// - Parameter explanation: the text of a reason, one sentence without its full stop.
    public func sheet(
        title: String? = nil, explanation: @escaping (SearchPartAbsence) -> String = \.description
    ) -> Sheet {
        SearchSheet(self, title: title, explanation: explanation).sheet
    }

    func content(of part: Part) throws(SearchPartAbsence) -> any SearchPart {
        guard let made = parts[part] else {
            throw SearchPartAbsence(part, .notAskedFor)
        }
        return try made.get()
    }
}

extension SearchFigures.Part {
    /// What stands above it.
    public var heading: String {
        switch self {
        case .history: "Search history"
        case .importance: "Importance of the parameters"
        case .parameters: "The parameters"
        case .map: "Map"
        case .pruning: "Pruning"
        case .parallel: "Parallel view"
        case .stability: "Stability of the ranking"
        }
    }

    /// Of a picture of its own.
    var width: Double {
        switch self {
        case .history, .map, .parallel: 720
        case .importance, .pruning, .stability: 480
        case .parameters: 960
        }
    }

    fileprivate func made(of trials: SearchTrials) -> Result<any SearchPart, SearchPartAbsence> {
        do throws(SearchPartAbsence) { return .success(try content(of: trials)) } catch { return .failure(error) }
    }

    private func content(of trials: SearchTrials) throws(SearchPartAbsence) -> any SearchPart {
        switch self {
        case .history: try HistoryPart(trials)
        case .importance: try ImportancePart(trials)
        case .parameters: try ParametersPart(trials)
        case .map: try MapPart(trials)
        case .pruning: try PruningPart(trials)
        case .parallel: try ParallelPart(trials)
        case .stability: try StabilityPart(trials)
        }
    }
}
