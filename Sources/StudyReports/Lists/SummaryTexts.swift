import HyperparameterSearch
import StudyFiles

/// The texts that sum up a trial's parameters, put together from the texts of their numbers.
///
/// A kind of study says once for all parameters with the same names and words how its texts are put together.
struct SummaryTexts {
    private enum Piece {
        case text([UInt8])
        /// The text of the number that is the member with this index.
        case member(Int)
    }

    private var pieces: [String: [Piece]]?
    private var changes = -1
    /// The words of the parameters that the pieces are for, each with its quotes.
    private var words: [UInt8] = []

    /// Prepares for a trial with these parameters.
    ///
    /// - Returns: false where the study's kind does not say how its texts are put together.
    mutating func take(
        _ text: UnsafeBufferPointer<UInt8>, _ parameters: FlatObject, of study: StoredStudy
    ) -> Bool {
        guard !study.summaryNames.isEmpty else { return true }
        if changes != parameters.changes || !hasSameWords(text, parameters) {
            changes = parameters.changes
            words = parameters.values.filter { !Self.isNumber(text, $0) }.flatMap { text[$0] }
            pieces = Self.pieces(text, parameters, of: study)
        }
        return pieces != nil
    }

    func has(_ name: String) -> Bool { pieces?[name] != nil }

    func append(
        _ name: String, _ text: UnsafeBufferPointer<UInt8>, _ parameters: FlatObject, to line: inout [UInt8]
    ) {
        for piece in pieces?[name] ?? [] {
            switch piece {
            case .text(let text): line.append(contentsOf: text)
            case .member(let index):
                line.append(contentsOf: UnsafeBufferPointer(rebasing: text[parameters.values[index]]))
            }
        }
    }

    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Bool {
        let first = text[value.lowerBound]
        return first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    }

    private func hasSameWords(_ text: UnsafeBufferPointer<UInt8>, _ parameters: FlatObject) -> Bool {
        var place = 0
        for value in parameters.values where !Self.isNumber(text, value) {
            guard place + value.count <= words.count,
                words[place..<place + value.count].elementsEqual(UnsafeBufferPointer(rebasing: text[value]))
            else { return false }
            place += value.count
        }
        return place == words.count
    }

    private static func pieces(
        _ text: UnsafeBufferPointer<UInt8>, _ parameters: FlatObject, of study: StoredStudy
    ) -> [String: [Piece]]? {
        var values: [String: ParameterValue] = [:]
        for (name, value) in zip(parameters.names, parameters.values) {
            let word = String(decoding: text[value], as: UTF8.self)
            let known: ParameterValue? =
                isNumber(text, value)
                ? Double(word).map(ParameterValue.number)
                : word.hasPrefix("\"")
                    ? .category(String(word.dropFirst().dropLast())) : Bool(word).map(ParameterValue.boolean)
            guard let known else { return nil }
            values[String(decoding: name, as: UTF8.self)] = known
        }
        guard let patterns = study.kind?.summaryPatterns(of: TrialParameters(values)) else { return nil }
        var pieces: [String: [Piece]] = [:]
        for (name, pattern) in patterns {
            var texts: [Piece] = []
            for piece in pattern {
                switch piece {
                case .text(let text): texts.append(.text(Array(text.utf8)))
                case .number(let name):
                    guard let index = parameters.names.firstIndex(of: Array(name.utf8)) else { return nil }
                    texts.append(.member(index))
                }
            }
            pieces[name] = texts
        }
        return pieces
    }
}
