import Foundation
import HyperparameterSearch

/// How far a run has come: on a terminal one line that is rewritten, elsewhere a line every ten seconds.
struct ProgressLine {
    private let name: String
    private let isTerminal: Bool
    private var shownAt = Date()
    private var isShown = false

    /// Seconds between two lines.
    private var interval: TimeInterval { isTerminal ? 0.1 : 10 }

    init(name: String, isTerminal: Bool = Console.isErrorTerminal) {
        self.name = name
        self.isTerminal = isTerminal
    }

    mutating func show(_ progress: RunProgress) {
        guard Date().timeIntervalSince(shownAt) >= interval else { return }
        shownAt = Date()
        if isTerminal {
            Console.redraw(Self.text(name, progress))
            isShown = true
        } else {
            Console.error(Self.text(name, progress))
        }
    }

    /// Makes room for what is printed next.
    mutating func end() {
        if isShown { Console.redraw("") }
        isShown = false
    }

    static func text(_ name: String, _ progress: RunProgress) -> String {
        var parts = ["\(name) \(NumberText.grouped(progress.finished))/\(NumberText.grouped(progress.budget))"]
        // Of few and long trials it is told how they do, of many and short ones how fast they go.
        let reports = progress.inFlight.compactMap { trial in trial.report.map { "\(trial.number): \($0)" } }
        if reports.isEmpty { parts.append(String(format: "%.3g trials/s", progress.rate)) }
        parts += reports
        if let remaining = progress.remaining { parts.append("\(NumberText.duration(remaining)) left") }
        if let best = progress.best { parts.append("best \(NumberText.short(best.value)) (trial \(best.number))") }
        if progress.pruned > 0 { parts.append("\(NumberText.grouped(progress.pruned)) pruned") }
        if progress.failed > 0 { parts.append("\(NumberText.grouped(progress.failed)) failed") }
        return parts.joined(separator: "  ")
    }
}
