import Foundation
import HyperparameterSearch

/// How a program has ended, in words.
struct ProgramEnd {
    private let ending: ChildProcess.Ending
    private let output: TrialOutput

    init(_ ending: ChildProcess.Ending, _ output: TrialOutput) {
        (self.ending, self.output) = (ending, output)
    }

    /// Why the trial has failed; nil if the program ended with status 0 and printed no value that cannot be ranked.
    var failure: String? {
        switch ending {
        case .exited(0): nil
        case .exited(let status): "the program ended with status \(status)\(afterValue): \(lastWords)"
        case .killed(let signal): "the program was killed by \(Self.name(of: signal))\(afterValue): \(lastWords)"
        }
    }

    /// A program that ended with status 0 and printed no final value.
    var missingValue: String {
        let fault = output.fault.map { " (a line with a value did not count: \($0))" } ?? ""
        return
            "the program ended with status 0 and printed no final value\(fault); the last line that it prints should "
            + "be JSON such as {\"value\": 0.29}"
    }

    private var afterValue: String {
        output.end.map { ", after it had printed the value \($0.value.shortestText)" } ?? ""
    }

    private var lastWords: String { output.errors.lastLine ?? "it wrote nothing to standard error" }

    private static func name(of signal: Int32) -> String {
        let names: [Int32: String] = [
            SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
            SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1",
            SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM",
            SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ", SIGSYS: "SIGSYS",
        ]
        return names[signal].map { "signal \(signal) (\($0))" } ?? "signal \(signal)"
    }
}
