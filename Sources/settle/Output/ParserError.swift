import ArgumentParser

/// An error of the argument parser in the command's own voice: what is wrong on one line, and where to read on.
enum ParserError {
    /// The text of an error that ends the command with status 64.
    ///
    /// - Parameter arguments: the command line without the program's name.
    static func text(of error: any Error, arguments: [String]) -> String {
        if let unknown = UnknownVerb.first(in: arguments) { return text(unknown) }
        let error = joiningNegativeValue(error, arguments)
        let full = Settle.fullMessage(for: error)
        let command = full.matches(of: /See '(settle[^'\n]*) (?:--help|-h)' for more/).last?.1 ?? "settle"
        let help = full.firstMatch(of: /\nHelp:  \S+(?: <[^>]*>)?  (.*)/).map { String($0.1) }
        return text(Self.sentence(Settle.message(for: error), help: help), see: String(command))
    }

    /// The error of the same command line with a negative number joined to its option, as `--top=-3`: the parser takes
    /// `-3` for an option and says that `--top` has no value. The given error where that is not what happened, or where
    /// the number is a possible value.
    private static func joiningNegativeValue(_ error: any Error, _ arguments: [String]) -> any Error {
        guard Settle.message(for: error).hasPrefix("Missing value for '") else { return error }
        for (index, value) in arguments.enumerated().dropFirst() {
            let option = arguments[index - 1]
            guard value.wholeMatch(of: /-\.?[0-9].*/) != nil, option.hasPrefix("-"), !option.contains("=") else {
                continue
            }
            // A short option joins its value without the sign.
            let joined = [option.hasPrefix("--") ? "\(option)=\(value)" : "\(option)\(value)"]
            let others = arguments.prefix(index - 1) + joined + arguments.dropFirst(index + 1)
            do {
                _ = try Settle.parseAsRoot(Array(others))
            } catch let other where Settle.message(for: other).contains("'\(value)'") {
                return other
            } catch {}
        }
        return error
    }

    static func text(_ unknown: UnknownVerb) -> String { text(unknown.description, see: unknown.command) }

    private static func text(_ sentence: String, see command: String) -> String {
        "settle: \(TerminalText.line(sentence))\nsee '\(command) --help'"
    }

    /// The parser's message without its form: `The value 'abc' is invalid for '--top <top>': is not ...`.
    ///
    /// - Parameter help: what the option or argument is for.
    static func sentence(_ message: String, help: String?) -> String {
        if let match = message.wholeMatch(of: /(?s)The value '(.*)' is invalid for '([^']*)'(.*)/) {
            let value = match.1.count > 60 ? match.1.prefix(57) + "..." : match.1
            return "\(name(match.2)) '\(value)' \(rule(String(match.1), String(match.3)))"
        }
        if let match = message.wholeMatch(of: /Missing expected argument '(.*)'/) {
            return "\(name(match.1)) is missing" + (help.map { ": \(small($0))" } ?? "")
        }
        if let match = message.wholeMatch(of: /Missing value for '(.*)'/) {
            return "\(name(match.1)) lacks its value" + (help.map { ": \(small($0))" } ?? "")
        }
        return small(message.replacing(". Did you mean", with: "; did you mean"))
    }

    /// The rule that a value breaks: that of an ``OptionValueError``, or the list of the possible values.
    private static func rule(_ value: String, _ rest: String) -> String {
        if rest.hasPrefix(": ") { return small(String(rest.dropFirst(2))) }
        let choices =
            rest.contains("\n")
            ? rest.matches(of: /\n  - (.+)/).map { String($0.1) } : rest.matches(of: /'([^']+)'/).map { String($0.1) }
        guard !choices.isEmpty else { return "is not possible; give another value" }
        let meant = UnknownVerb.suggestions(for: value, among: choices).map { "'\($0)'" }.joined(separator: " or ")
        return "is not one of \(choices.joined(separator: ", ")); "
            + (meant.isEmpty ? "give one of them" : "did you mean \(meant)?")
    }

    /// The name of an option without the name of its value; an argument's name.
    private static func name(_ synopsis: Substring) -> String {
        synopsis.hasPrefix("-") ? String(synopsis.prefix { $0 != " " }) : String(synopsis)
    }

    /// The sentence without its full stop, and with a small first letter unless it begins with a name.
    private static func small(_ sentence: String) -> String {
        let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        guard let first = text.first, first.isUppercase, text.dropFirst().first?.isUppercase == false else {
            return text
        }
        return first.lowercased() + text.dropFirst()
    }
}
