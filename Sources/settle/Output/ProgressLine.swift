import Foundation
import HyperparameterSearch
import StudyReports

/// The progress of a run: one line that is redrawn on a terminal, otherwise a line every ten seconds. The line is never
/// wider than the terminal, because redrawing would leave a part of a wrapped line.
struct ProgressLine {
    private let name: String
    private let isTerminal: Bool
    private var shownAt = Date()
    private var isShown = false
    /// The most trials in flight that the line describes.
    private static let toldTrials = 3

    /// The seconds between two updates.
    private var interval: TimeInterval { isTerminal ? 0.1 : 10 }

    init(name: String, isTerminal: Bool = Console.isErrorTerminal) {
        self.name = name
        self.isTerminal = isTerminal
    }

    mutating func show(_ progress: RunProgress) {
        guard Date().timeIntervalSince(shownAt) >= interval else { return }
        shownAt = Date()
        if isTerminal {
            Console.redraw(Self.text(name, progress, width: Console.errorWidth))
            isShown = true
        } else {
            Console.error(Self.text(name, progress))
        }
    }

    /// Clears the line before other output.
    mutating func end() {
        if isShown { Console.redraw("") }
        isShown = false
    }

    /// - Parameter width: the width of the terminal in characters; nil for no limit.
    static func text(_ name: String, _ progress: RunProgress, width: Int? = nil) -> String {
        // The last column stays free, because some terminals wrap when it is filled.
        let room = width.map { max(0, $0 - 1) } ?? .max
        let lines = (1...toldTrials).reversed().lazy.map { text(name, progress, trials: $0) }
        return lines.first { $0.count <= room } ?? String(text(name, progress, trials: 1).prefix(room))
    }

    /// - Parameter trials: the most trials in flight that the line describes.
    private static func text(_ name: String, _ progress: RunProgress, trials: Int) -> String {
        var parts = ["\(name) \(NumberText.grouped(progress.finished))/\(NumberText.grouped(progress.budget))"]
        // Long trials report their own progress. For short trials the line shows the rate.
        let reports = progress.inFlight.compactMap { trial in trial.report.map { "\(trial.number): \($0)" } }
        if reports.isEmpty { parts.append(String(format: "%.3g trials/s", progress.rate)) }
        parts += reports.prefix(trials)
        if reports.count > trials { parts.append("+ \(NumberText.grouped(reports.count - trials)) more") }
        if let remaining = progress.remaining { parts.append("\(NumberText.duration(remaining)) left") }
        if let best = progress.best { parts.append("best \(NumberText.short(best.value)) (trial \(best.number))") }
        if progress.pruned > 0 { parts.append("\(NumberText.grouped(progress.pruned)) pruned") }
        if progress.failed > 0 { parts.append("\(NumberText.grouped(progress.failed)) failed") }
        if progress.otherRuns > 0 {
            parts.append(
                "\(NumberText.count(progress.otherRuns, "other run")) "
                    + "with \(NumberText.count(progress.claimedByOthers, "trial"))")
        }
        return parts.joined(separator: "  ")
    }
}
