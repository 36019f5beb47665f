import ArgumentParser

/// Options that hold before the parser has read the command line, because they change how errors are printed. The parser
/// refuses invalid values; valid ones are read by ``EarlyOption``.
struct ColorOptions: ParsableArguments {
    @Option(help: "Colour on a terminal: auto, always or never ($NO_COLOR, if set, is never).")
    var color = TerminalColor.Choice.auto
}

struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How to tell the progress on standard error: line, json (an object a line, for programs that watch) or none.",
            valueName: "form"))
    var progress = ProgressForm.line
}

enum ProgressForm: String, CaseIterable, ExpressibleByArgument {
    case line, json, none

    /// The form that the command line asks for.
    static let chosen = EarlyOption.value(of: "progress").flatMap(ProgressForm.init) ?? .line
}

/// An option as it stands on the command line, before it is parsed.
enum EarlyOption {
    /// The last value of `--name value` or `--name=value`; nil where there is none.
    static func value(
        of name: String, in arguments: [String] = Array(ProcessArguments.all.dropFirst())
    ) -> String? {
        var found: String?
        let options = arguments.prefix { $0 != "--" }
        for (index, argument) in options.enumerated() {
            if argument == "--\(name)" {
                found = options.dropFirst(index + 1).first ?? found
            } else if argument.hasPrefix("--\(name)=") {
                found = String(argument.dropFirst(name.count + 3))
            }
        }
        return found
    }
}
