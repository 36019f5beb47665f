import Foundation
import Testing

@testable import settle

@Suite("Colour on a terminal")
struct TerminalColorTests {
    private static let escape = "\u{1B}["

    @Test(
        "is there where a terminal shows it and nobody asks for none",
        arguments: [
            (TerminalColor.Choice.auto, true, ["TERM": "xterm"], true),
            (.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true),
            (.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
            (.auto, true, ["TERM": "dumb"], false), (.auto, true, [:], false),
            (.auto, false, ["TERM": "xterm"], false),
            (.never, true, ["TERM": "xterm"], false),
            (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
        ])
    func rule(choice: TerminalColor.Choice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        #expect(TerminalColor.isUsed(choice, isTerminal: isTerminal, environment: environment) == expected)
    }

    @Test("is on the first word of errors and warnings, on the best value and on failures, and changes no text")
    func painted() {
        let (red, yellow, green) = ("\u{1B}[1;31m", "\u{1B}[1;33m", "\u{1B}[1;32m")
        let end = "\u{1B}[0m"
        #expect(TerminalColor.message("settle: no: x", isUsed: true) == "\(red)settle:\(end) no: x")
        #expect(TerminalColor.message("Warning: it: x", isUsed: true) == "\(yellow)Warning:\(end) it: x")
        let line = "p \u{B7} 3/9 \u{B7} best 0.5 (trial 2) \u{B7} 2 failed \u{B7} 1 pruned"
        #expect(
            TerminalColor.progress(line, isUsed: true)
                == "p \u{B7} 3/9 \u{B7} \(green)best 0.5 (trial 2)\(end) \u{B7} \(red)2 failed\(end) \u{B7} 1 pruned")
        for text in ["quick: 3 trials", "settled: x", "the settle: x", "no colon"] {
            #expect(TerminalColor.message(text, isUsed: true) == text)
        }
        #expect(TerminalColor.message("settle: no", isUsed: false) == "settle: no")
        #expect(TerminalColor.progress(line, isUsed: false) == line)
    }

    @Test("is read from the command line before it is parsed, the last value of several")
    func early() {
        #expect(EarlyOption.value(of: "color", in: ["best", "x", "--color", "never"]) == "never")
        #expect(EarlyOption.value(of: "color", in: ["--color=always", "--color", "never"]) == "never")
        #expect(EarlyOption.value(of: "color", in: ["best", "--", "--color", "never"]) == nil)
        #expect(EarlyOption.value(of: "color", in: ["best", "--color"]) == nil)
        #expect(EarlyOption.value(of: "color", in: ["best", "--colors=x"]) == nil)
    }

    /// What `settle` writes to a terminal on standard error.
    private func errors(_ arguments: String..., environment: [String: String]) throws -> String {
        let terminal = try Terminal(columns: 120)
        let scratch = try Scratch()
        let run = try scratch.start(arguments, errorTerminal: terminal.programEnd, environment: environment)
        _ = run.wait { terminal.text.contains("--help'") }
        _ = try run.finish()
        return terminal.text
    }

    @Test("of an error of the command line, too")
    func terminal() throws {
        let color = ["TERM": "xterm", "NO_COLOR": ""]
        #expect(try errors("rum", environment: color).hasPrefix("\u{1B}[1;31msettle:\u{1B}[0m 'rum' is no command"))
        for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb", "NO_COLOR": ""]] {
            #expect(try errors("rum", environment: environment).hasPrefix("settle: 'rum' is no command"))
        }
        #expect(
            try errors("best", "x", "--tip", "--color", "never", environment: color).hasPrefix("settle: unknown option")
        )
    }

    @Test("is never in a pipe, unless it is asked for, and never on standard output")
    func pipe() throws {
        let scratch = try Scratch.withTinyStudy()
        let plain = try scratch.start(["best", "none"], environment: ["TERM": "xterm"]).finish()
        #expect(plain.errors.hasPrefix("settle: "))
        let forced = try scratch.settle("best", "none", "--color", "always")
        #expect(forced.errors.hasPrefix("\u{1B}[1;31msettle:\u{1B}[0m "))
        #expect(forced.errors.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.errors)
        for format in ["table", "json", "csv"] {
            let run = try scratch.settle("best", "tiny", "-f", format, "--color", "always")
            #expect(run.status == 0 && run.output.count > 100)
            #expect(!run.output.contains(Self.escape))
        }
        let refused = try scratch.settle("best", "tiny", "--color", "sometimes")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--color 'sometimes' is not one of auto, always, never"))
    }
}
