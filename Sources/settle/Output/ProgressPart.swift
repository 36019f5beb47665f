import Foundation

/// A part of a progress line, which is narrowed or left out where the terminal has no room for it.
struct ProgressPart {
    /// Parts with low numbers are placed first.
    var priority: Int
    /// The same information at different lengths, the longest first.
    let texts: [String]

    static let separator = " \u{B7} "

    init(_ priority: Int, _ texts: [String]) {
        self.priority = priority
        self.texts = texts
    }

    /// The name, what is counted and the parts, in the order given.
    ///
    /// - Parameter width: the width of the terminal in characters; nil for no limit.
    static func joined(_ name: String, _ count: String, _ parts: [ProgressPart], width: Int?) -> String {
        // The last column stays free, because some terminals wrap when it is filled.
        let room = width.map { max(0, $0 - 1) } ?? .max
        let name = TerminalText.line(name)
        // A long name leaves room for half a line of what changes.
        let most = width == nil ? .max : max(8, room / 2)
        let shownName = name.count <= most ? name : name.prefix(most - 3) + "..."
        let head = count.isEmpty ? shownName : shownName + separator + count
        var used = head.count
        var chosen: [Int: String] = [:]
        for (index, part) in parts.enumerated().sorted(by: { ($0.1.priority, $0.0) < ($1.1.priority, $1.0) }) {
            let fitting = part.texts.lazy.map { TerminalText.line($0) }
                .first { room - used >= separator.count + $0.count }
            guard let fitting else { continue }
            chosen[index] = fitting
            used += separator.count + fitting.count
        }
        let texts = [head] + parts.indices.compactMap { chosen[$0] }
        return String(texts.joined(separator: separator).prefix(room))
    }
}
