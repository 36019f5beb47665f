import Foundation
import HyperparameterSearch
import StudyReports

/// The progress of a run: one line that is redrawn on a terminal, otherwise a line every ten seconds. The line is never
/// wider than the terminal, because redrawing would leave a part of a wrapped line.
struct ProgressLine {
    private let name: String
    private let isTerminal: Bool
    private let began: Date
    private var timeLeft = TimeLeft()
    private var shownAt: Date
    private var isShown = false
    /// The most long trials in flight that the line describes.
    private static let toldTrials = 3

    /// - Parameter began: when the command began, its set-up included.
    init(name: String, began: Date = Date(), isTerminal: Bool = Console.isErrorTerminal) {
        self.name = name
        self.began = began
        self.isTerminal = isTerminal
        // On a terminal the line appears at once.
        shownAt = isTerminal ? .distantPast : Date()
    }

    /// The seconds between two updates.
    static func interval(isTerminal: Bool) -> TimeInterval { isTerminal ? 0.1 : 10 }

    mutating func show(_ progress: RunProgress) {
        let left = timeLeft.note(progress)
        guard Date().timeIntervalSince(shownAt) >= Self.interval(isTerminal: isTerminal) else { return }
        shownAt = Date()
        let elapsed = Date().timeIntervalSince(began)
        if isTerminal {
            Console.redraw(Self.text(name, progress, elapsed: elapsed, left: left, width: Console.errorWidth))
            isShown = true
        } else {
            Console.show(Self.text(name, progress, elapsed: elapsed, left: left)) { TerminalColor.progress($0) }
        }
    }

    /// Clears the line before other output.
    mutating func end() {
        if isShown { Console.redraw("") }
        isShown = false
    }

    /// - Parameters:
    ///   - elapsed: seconds since the command began.
    ///   - left: the seconds left; nil while they are not known.
    ///   - width: the width of the terminal in characters; nil for no limit.
    static func text(
        _ name: String, _ progress: RunProgress, elapsed: TimeInterval, left: TimeInterval? = nil, width: Int? = nil
    ) -> String {
        let count = "\(NumberText.grouped(progress.finished))/\(NumberText.grouped(progress.budget))"
        var parts: [ProgressPart] = [
            ProgressPart(2, running(progress)),
            ProgressPart(0, [NumberText.clock(elapsed)]),
        ]
        // Once trials have finished, the best of them matters more than the steps of the others.
        if progress.recorded > 0, progress.inFlight.allSatisfy({ $0.report == nil }) { parts[0].priority = 5 }
        if let left { parts.append(ProgressPart(1, ["\(NumberText.clock(left.rounded())) left"])) }
        if progress.recorded > 0 {
            parts.append(ProgressPart(6, [String(format: "%.3g trials/s", progress.rate)]))
        }
        if let best = progress.best {
            let value = "best \(NumberText.short(best.value))"
            parts.append(ProgressPart(4, ["\(value) (trial \(best.number))", value]))
        }
        if progress.pruned > 0 { parts.append(ProgressPart(7, ["\(NumberText.grouped(progress.pruned)) pruned"])) }
        if progress.failed > 0 { parts.append(ProgressPart(3, ["\(NumberText.grouped(progress.failed)) failed"])) }
        if progress.otherRuns > 0 {
            let others = NumberText.count(progress.otherRuns, "other run")
            let claimed = NumberText.count(progress.claimedByOthers, "trial")
            parts.append(ProgressPart(8, ["\(others) with \(claimed)", others]))
        }
        return ProgressPart.joined(name, count, parts, width: width)
    }

    /// The texts for the running trials, the longest first.
    private static func running(_ progress: RunProgress) -> [String] {
        // Long trials report their own progress.
        let reports = progress.inFlight.compactMap { trial in trial.report.map { "\(trial.number): \($0)" } }
        var texts = (1...toldTrials).reversed().filter { $0 <= reports.count }.map { told in
            let more = reports.count - told
            let rest = more > 0 ? ["+ \(NumberText.grouped(more)) more"] : []
            return (reports.prefix(told) + rest).joined(separator: ProgressPart.separator)
        }
        guard let work = progress.work, work.trials > 0 else { return texts }
        let running = "\(NumberText.grouped(work.trials)) running"
        if work.steps > 1, texts.isEmpty {
            let step = "step \(NumberText.grouped(work.step)) of \(NumberText.grouped(work.steps))"
            texts.append("\(running), \(work.isEven ? "" : "mean ")\(step)")
        }
        return texts + [running]
    }
}
