import ArgumentParser

/// A word on the command line that stands where a verb should and is none.
struct UnknownVerb {
    let word: String
    /// The verbs that it may have been meant for, most likely first.
    let suggestions: [String]
    /// The command before the word, such as `settle figure`.
    let command: String

    /// - Parameter arguments: the command line without the program's name.
    /// - Returns: nil where every verb exists.
    static func first(in arguments: [String]) -> UnknownVerb? {
        var words = arguments[...]
        // 'settle help figure search' names verbs, too.
        if words.first == "help" { words.removeFirst() }
        var type: any ParsableCommand.Type = Settle.self
        var names = ["settle"]
        while !type.configuration.subcommands.isEmpty {
            guard let word = words.popFirst(), !word.hasPrefix("-"), word != "help" else { return nil }
            let verbs = type.configuration.subcommands
            guard let verb = verbs.first(where: { $0.configuration.commandName == word }) else {
                return UnknownVerb(
                    word: word,
                    suggestions: suggestions(for: word, among: verbs.compactMap { $0.configuration.commandName }),
                    command: names.joined(separator: " "))
            }
            names.append(word)
            type = verb
        }
        return nil
    }

    var description: String {
        let meant = suggestions.map { "'\($0)'" }.joined(separator: " or ")
        return "'\(word)' is no command of '\(command)'" + (meant.isEmpty ? "" : "; did you mean \(meant)?")
    }

    /// The names that are a few letters away, and those that begin or go on like the word.
    static func suggestions(for word: String, among names: [String]) -> [String] {
        let word = word.lowercased()
        let all: [(name: String, distance: Int)] = names.map { ($0, distance(word, $0)) }
        let near = all.filter { name, distance in
            distance <= 1 + min(word.count, name.count) / 4 || (word.count >= 2 && name.hasPrefix(word))
                || (name.count >= 4 && word.hasPrefix(name))
        }
        let least = near.map(\.distance).min()
        return near.filter { $0.distance == least }.map(\.name)
    }

    /// The number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
    static func distance(_ one: String, _ other: String) -> Int {
        let (a, b) = (Array(one), Array(other))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
