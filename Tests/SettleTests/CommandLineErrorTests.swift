import Foundation
import Testing

@testable import settle

/// What is wrong with a command line is told in one voice: the value, the rule and the remedy on one line, then where to
/// read on.
@Suite("Errors of the command line")
struct CommandLineErrorTests {
    private func text(_ arguments: [String]) throws -> String? {
        do {
            _ = try Settle.parseAsRoot(arguments)
            return nil
        } catch {
            return ParserError.text(of: error, arguments: arguments)
        }
    }

    @Test(
        "a verb that is not there brings the nearest to mind",
        arguments: [
            (["rum"], "'rum' is no command of 'settle'; did you mean 'run'?", "settle"),
            (["rum", "a.yaml", "--top", "3"], "did you mean 'run'?", "settle"),
            (["trails", "x"], "did you mean 'trials'?", "settle"),
            (["eval"], "did you mean 'evaluate'?", "settle"),
            (["figure", "serch"], "'serch' is no command of 'settle figure'; did you mean 'search'?", "settle figure"),
            (["mnist", "get"], "'get' is no command of 'settle mnist'", "settle mnist"),
            (["help", "rum"], "did you mean 'run'?", "settle"),
            (["xylophone"], "'xylophone' is no command of 'settle'", "settle"),
        ])
    func verbs(arguments: [String], expected: String, command: String) throws {
        let scratch = try Scratch()
        let run = try scratch.start(arguments).finish()
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 2, "\(run.errors)")
        #expect(run.errorLines[0].hasPrefix("settle: ") && run.errorLines[0].contains(expected), "\(run.errors)")
        #expect(run.errorLines[1] == "see '\(command) --help'")
        if !expected.contains("mean") { #expect(!run.errors.contains("did you mean")) }
    }

    @Test(
        "the parser's own errors say what is missing and what it is for",
        arguments: [
            (["run"], "settle: <file> is missing: the study file (YAML)\nsee 'settle run --help'"),
            (["best", "x", "--top"], "settle: --top lacks its value: how many\nsee 'settle best --help'"),
            (["best", "x", "y"], "settle: unexpected argument 'y'\nsee 'settle best --help'"),
            (
                ["best", "x", "--tip", "1"],
                "settle: unknown option '--tip'; did you mean '--top'?\nsee 'settle best --help'"
            ),
            (
                ["best", "x", "--top", "abc"],
                "settle: --top 'abc' is not a whole number of 1 or more; give one\nsee 'settle best --help'"
            ),
            (
                ["run", "x", "--shard", "3/2"],
                "settle: --shard '3/2' is not a share, such as 2/8 for the second of eight; give two whole numbers, the "
                    + "first from 1 to the second, the second up to 10000\nsee 'settle run --help'"
            ),
            (
                ["best", "x", "-f", "jsn"],
                "settle: -f 'jsn' is not one of table, json, csv; did you mean 'json'?\nsee 'settle best --help'"
            ),
            (
                ["figure", "search", "x", "--part", "?"],
                "settle: --part '?' is not one of history, importance, parameters, map, pruning, parallel, stability, model, "
                    + "shares, front; "
                    + "give one of them\nsee 'settle figure search --help'"
            ),
            (
                ["figure", "neuron", "--seed=-1"],
                "settle: --seed '-1' is not a whole number from 0 to 4294967295; give one\nsee 'settle figure neuron --help'"
            ),
            (
                ["best", "x", "--top", "-3"],
                "settle: --top '-3' is not a whole number of 1 or more; give one\nsee 'settle best --help'"
            ),
            (
                ["trials", "x", "--limit", "-1", "-f", "csv"],
                "settle: --limit '-1' is not a whole number of 1 or more; give one, or leave it out for all\n"
                    + "see 'settle trials --help'"
            ),
            (["best", "x", "--top", "--storage"], "settle: --top lacks its value: how many\nsee 'settle best --help'"),
            (
                ["show", "x", "1.5"],
                "settle: <number> '1.5' is not a whole number of 0 or more; give one\nsee 'settle show --help'"
            ),
        ])
    func voice(arguments: [String], expected: String) throws {
        #expect(try text(arguments) == expected)
    }

    @Test("every option and argument of every verb refuses what it cannot be with a rule and a remedy")
    func audit() throws {
        /// Texts, in which a verb finds what is wrong itself, and paths and names of what is looked for.
        let free: Set<String> = [
            "storage", "data", "output", "title", "name", "names", "file", "files", "study", "schedules", "save",
            "networks", "instances", "epsilon", "lambda", "from", "to", "token", "failed", "before",
            "folder", "host", "token-file",
        ]
        var audited = 0
        for (verb, values) in try Self.leaves() {
            let required =
                switch verb {
                case ["evaluate"]: ["--epsilon", "1", "--lambda", "1", "--networks", "1:1"]
                case ["slurm"]: ["a", "--workers", "1"]
                case ["tell"]: ["a", "--token", "a", "--value", "1", "1"]
                default: values.flatMap(\.inPlace)
                }
            for option in values where !free.contains(option.name) {
                let value = "\u{A7}!"
                let arguments =
                    option.isPositional
                    ? verb + required.dropLast() + [value] : verb + required + ["--\(option.name)", value]
                guard let text = try text(arguments) else {
                    Issue.record("\(arguments) was taken")
                    continue
                }
                audited += 1
                let lines = text.split(separator: "\n")
                #expect(lines.count == 2, "\(text)")
                #expect(lines[0].contains(value), "\(text)")
                #expect(lines[0].contains("; ") && !lines[0].contains("is not possible"), "\(arguments): \(text)")
                #expect(lines[1] == "see 'settle \(verb.joined(separator: " ")) --help'")
            }
        }
        #expect(audited > 40, "\(audited)")
    }

    /// Every verb without subcommands, with its options that take a value and its arguments, from the parser's own
    /// description of itself.
    private static func leaves() throws -> [(words: [String], values: [Value])] {
        let text = Settle.message(for: try #require(dump()))
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return leaves(of: root["command"] as? [String: Any] ?? [:], [])
    }

    private static func leaves(of command: [String: Any], _ words: [String]) -> [(words: [String], values: [Value])] {
        let subcommands = (command["subcommands"] as? [[String: Any]] ?? []).filter {
            $0["commandName"] as? String != "help"
        }
        if subcommands.isEmpty { return [(words, values(of: command))] }
        return subcommands.flatMap { leaves(of: $0, words + [$0["commandName"] as? String ?? ""]) }
    }

    private struct Value {
        let name: String
        let isPositional: Bool
        let isOptional: Bool

        /// What a verb needs before another option can be wrong.
        var inPlace: [String] {
            let value = name == "number" ? "1" : "a"
            return isOptional ? [] : isPositional ? [value] : ["--\(name)", value]
        }
    }

    private static func values(of command: [String: Any]) -> [Value] {
        (command["arguments"] as? [[String: Any]] ?? []).compactMap { argument in
            let names = argument["names"] as? [[String: Any]] ?? []
            let isOptional = argument["isOptional"] as? Bool == true
            switch argument["kind"] as? String {
            case "option":
                let long = names.first { $0["kind"] as? String == "long" }
                return (long?["name"] as? String).map { Value(name: $0, isPositional: false, isOptional: isOptional) }
            case "positional":
                let name = argument["valueName"] as? String ?? ""
                return Value(name: name, isPositional: true, isOptional: isOptional)
            default: return nil
            }
        }
    }

    private static func dump() -> (any Error)? {
        do {
            _ = try Settle.parseAsRoot(["--experimental-dump-help"])
            return nil
        } catch {
            return error
        }
    }
}
