import Figures

/// All parts of a search's figures on one sheet. Each part has a letter.
struct SearchSheet {
    private let figures: SearchFigures
    private let title: String
    private let explanation: (SearchPartAbsence) -> String
    /// The height of the frame around the reason why a part is absent.
    private static let emptyHeight = 230.0

    init(_ figures: SearchFigures, title: String?, explanation: @escaping (SearchPartAbsence) -> String) {
        self.figures = figures
        self.title = title ?? "The search \(figures.study.name)"
        self.explanation = explanation
    }

    var sheet: Sheet {
        var rows = beside((.history, 1.7), (.importance, 1))
        rows += self.rows(of: .parameters)
        rows += beside((.map, 2.4), (.pruning, 1))
        rows += beside((.parallel, 1.7), (.stability, 1))
        return Sheet(RichText(verbatim: title), rows: rows, notes: notes, width: 960)
    }

    private func rows(of part: SearchFigures.Part) -> [[Tile]] {
        var rows: [[Tile]]
        do throws(SearchPartAbsence) {
            let content = try figures.content(of: part)
            rows = content.rows
            // The parameters have the legend of the history above them.
            if part != .parameters { rows[0][0].legend = content.legend }
        } catch {
            rows = [[Tile(.message(RichText(verbatim: explanation(error)), height: Self.emptyHeight))]]
        }
        rows[0][0].heading = RichText(verbatim: "\(part.letter)  \(part.heading)")
        return rows
    }

    /// Two parts side by side, each with its share of the width. Further rows of the first part follow below.
    private func beside(
        _ first: (part: SearchFigures.Part, share: Double), _ second: (part: SearchFigures.Part, share: Double)
    ) -> [[Tile]] {
        var rows = self.rows(of: first.part)
        let other = self.rows(of: second.part)
        rows[0] = shared(rows[0], first.share) + shared(other[0], second.share)
        return rows + other.dropFirst()
    }

    private func shared(_ tiles: [Tile], _ share: Double) -> [Tile] {
        let flexible = tiles.count { if case .share = $0.width { true } else { false } }
        return tiles.map { tile in
            var tile = tile
            if case .share = tile.width { tile.width = .share(share / Double(flexible)) }
            return tile
        }
    }

    /// The notes of all parts without repetitions. Each note begins with the letters of its parts.
    private var notes: [RichText] {
        var notes: [(letters: [String], note: RichText)] = []
        for part in SearchFigures.Part.allCases where ![.shares, .front].contains(part) {
            guard let content = try? figures.content(of: part) else { continue }
            for note in content.notes {
                if let place = notes.firstIndex(where: { $0.note == note }) {
                    notes[place].letters.append(part.letter)
                } else {
                    notes.append(([part.letter], note))
                }
            }
        }
        return notes.map { RichText(verbatim: $0.letters.joined(separator: ", ") + ": ") + $0.note }
    }
}

extension SearchFigures.Part {
    /// The letter of the part on the sheet.
    var letter: String {
        let place = Self.allCases.firstIndex(of: self) ?? 0
        return String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place)))
    }
}
