import HyperparameterSearch

/// A command line in which `{name}` stands for a parameter of the trial, `{seed}` for its seed and `{number}` for its
/// number. A parameter of that name goes first. `{{` and `}}` are braces.
struct CommandTemplate: Sendable, Hashable {
    /// The words that stand for something without being parameters.
    static let ownNames: Set<String> = ["number", "seed"]

    /// The words as written; the first one is the program.
    let words: [String]
    private let parts: [[Part]]

    private enum Part: Sendable, Hashable {
        case text(String)
        case name(String)
    }

    /// Why a word is refused.
    struct Fault: Error {
        let index: Int
        let rule: String
        let remedy: String
    }

    init(_ words: [String]) throws(Fault) {
        self.words = words
        var parts: [[Part]] = []
        for (index, word) in words.enumerated() {
            guard !word.utf8.contains(0) else {
                throw Fault(index: index, rule: "an argument cannot have a zero character", remedy: "remove it")
            }
            guard let found = Self.parts(of: word) else {
                throw Fault(
                    index: index, rule: "a brace stands alone",
                    remedy: "write {name} for a parameter, and {{ or }} for a brace")
            }
            parts.append(found)
        }
        self.parts = parts
    }

    /// The names in a word.
    func names(in index: Int) -> [String] {
        parts[index].compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// The command line of a trial. A word with the name of a parameter that the trial does not have is left out.
    func arguments(of candidate: Candidate, seed: Int) -> [String] {
        parts.compactMap { word in
            var text = ""
            for part in word {
                switch part {
                case .text(let fixed): text += fixed
                case .name(let name):
                    if let value = candidate.parameters[name] {
                        text += value.description
                    } else if name == "seed" {
                        text += "\(seed)"
                    } else if name == "number" {
                        text += "\(candidate.number)"
                    } else {
                        return nil
                    }
                }
            }
            return text
        }
    }

    /// - Returns: nil if a brace stands alone.
    private static func parts(of word: String) -> [Part]? {
        var parts: [Part] = []
        var text = ""
        var rest = word[...]
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                rest.removeFirst()
                text.append(character)
            case "{":
                guard let end = rest.firstIndex(of: "}") else { return nil }
                let name = rest[..<end]
                guard !name.isEmpty, !name.contains("{") else { return nil }
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(.name(String(name)))
                rest = rest[rest.index(after: end)...]
            case "}": return nil
            default: text.append(character)
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        return parts
    }
}
