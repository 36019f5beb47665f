import Foundation
import HyperparameterSearch
import StudyReports

/// How far a run has come: on a terminal one line that is rewritten, elsewhere a line every ten seconds. On a terminal it
/// is never wider than that, whatever its width at the moment: of a line that wraps, rewriting would leave a part.
struct ProgressLine {
    private let name: String
    private let isTerminal: Bool
    private var shownAt = Date()
    private var isShown = false
    /// So many trials in flight are told of, at most.
    private static let toldTrials = 3

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
            Console.redraw(Self.text(name, progress, width: Console.errorWidth))
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

    /// - Parameter width: the terminal's, in characters; nil where a line may be as long as it likes.
    static func text(_ name: String, _ progress: RunProgress, width: Int? = nil) -> String {
        // The last column stays free: some terminals wrap once it is taken.
        let room = width.map { max(0, $0 - 1) } ?? .max
        let lines = (1...toldTrials).reversed().lazy.map { text(name, progress, trials: $0) }
        return lines.first { $0.count <= room } ?? String(text(name, progress, trials: 1).prefix(room))
    }

    /// - Parameter trials: how many of those in flight are told of, at most.
    private static func text(_ name: String, _ progress: RunProgress, trials: Int) -> String {
        var parts = ["\(name) \(NumberText.grouped(progress.finished))/\(NumberText.grouped(progress.budget))"]
        // Of few and long trials it is told how they do, of many and short ones how fast they go.
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
