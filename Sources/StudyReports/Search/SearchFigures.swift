import Figures
import HyperparameterSearch

/// The figures of a search: what it tried, what it found, and which parameters mattered.
///
/// Each part is a picture, or the reason why the picture cannot be made. A sheet shows all parts together.
public struct SearchFigures: Sendable {
    /// The parts in the order of the sheet.
    public enum Part: String, Sendable, CaseIterable {
        /// The value of every trial against its number, with the best value so far.
        case history
        /// The importance of each parameter.
        case importance
        /// Each parameter against the value.
        case parameters
        /// Pairs of parameters of one schedule against each other, coloured by the value.
        case map
        /// The number of trials that were still evaluated at each step.
        case pruning
        /// All parameters and the value on parallel axes, with one line for each trial.
        case parallel
        /// The agreement between the ranking at each step and the final ranking.
        case stability
        /// What the search's model believes about each parameter. It is not on the sheet.
        case model
        /// The shares of the summed error by decade of steps. It is not on the sheet.
        case shares
        /// The first objective against the others, of a study that has several. It is not on the sheet.
        case front

        /// Whether the sheet and every page have the part.
        var isOnSheet: Bool { ![.model, .shares, .front].contains(self) }
    }

    public let study: SearchedStudy
    private let parts: [Part: Result<any SearchPart, SearchPartAbsence>]

    /// - Parameter parts: the parts to make. The others are absent.
    public init(_ study: SearchedStudy, parts: [Part] = Part.allCases) {
        self.study = study
        let trials = SearchTrials(study)
        self.parts = Dictionary(parts.map { ($0, $0.made(of: trials)) }) { first, _ in first }
    }

    /// The picture of one part.
    ///
    /// - Throws: ``SearchPartAbsence`` if the part cannot be made.
    public func picture(of part: Part, title: String? = nil) throws(SearchPartAbsence) -> Sheet {
        let content = try content(of: part)
        let title = title ?? "\(part.heading) of \(study.name)"
        return Sheet(
            RichText(verbatim: title), legend: content.legend.isEmpty ? [] : [content.legend],
            rows: content.rows, notes: content.notes, width: part.width)
    }

    /// The data of a part as CSV at full precision.
    ///
    /// - Throws: ``SearchPartAbsence`` if the part cannot be made.
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
    /// The heading of the part.
    public var heading: String {
        switch self {
        case .history: "Search history"
        case .importance: "Importance of the parameters"
        case .parameters: "The parameters"
        case .map: "Map"
        case .pruning: "Pruning"
        case .parallel: "Parallel view"
        case .stability: "Stability of the ranking"
        case .model: "The model"
        case .shares: "Early or late"
        case .front: "The front"
        }
    }

    /// The width of the part as a single picture, in units.
    var width: Double {
        switch self {
        case .history, .map, .parallel, .front: 720
        case .importance, .pruning, .stability, .shares: 480
        case .parameters, .model: 960
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
        case .model: try ModelPart(trials)
        case .shares: try SharesPart(trials)
        case .front: try FrontPart(trials)
        }
    }
}
