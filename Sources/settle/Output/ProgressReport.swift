import Foundation
import HyperparameterSearch

/// Tells the progress of a run in the form that `--progress` asks for.
struct ProgressReport {
    private enum Form {
        case line(ProgressLine)
        case events(ProgressEvents)
        case none
    }

    private var form: Form

    /// - Parameters:
    ///   - total: all trials of the run's share.
    ///   - began: when the command began, its set-up included.
    ///   - workers: how many trials are evaluated at a time.
    init(of study: String, total: Int, began: Date, workers: Int, form: ProgressForm = .chosen) {
        self.form =
            switch form {
            case .line: .line(ProgressLine(name: study, began: began))
            case .json: .events(ProgressEvents(of: study, total: total, began: began, workers: workers))
            case .none: .none
            }
    }

    mutating func show(_ progress: RunProgress) {
        switch form {
        case .line(var line):
            line.show(progress)
            form = .line(line)
        case .events(var events):
            events.show(progress)
            form = .events(events)
        case .none: break
        }
    }

    /// Ends the report before other output; a second call does nothing.
    ///
    /// - Parameter summary: nil where an error ended the run.
    mutating func end(_ summary: RunSummary? = nil) {
        switch form {
        case .line(var line): line.end()
        case .events(let events): events.end(summary?.ending ?? .failed, summary?.progress)
        case .none: break
        }
        form = .none
    }

    /// Ends the report of a run that has nothing to do.
    mutating func endWithoutWork(finished: Int) {
        if case .events(let events) = form { events.end(.finished, nil, finished: finished) }
        form = .none
    }
}

/// The progress of a run as lines of JSON: one when it begins, at most two a second on its way, and one at its end.
struct ProgressEvents {
    /// The seconds between two lines.
    static let interval: TimeInterval = 0.5

    private let study: String
    private let total: Int
    private let began: Date
    private let workers: Int
    private var timeLeft = TimeLeft()
    private var shownAt = Date()
    private var latest: RunProgress?

    /// Tells that the run begins.
    init(of study: String, total: Int, began: Date, workers: Int) {
        (self.study, self.total, self.began, self.workers) = (study, total, began, workers)
        Console.tell(event(.start))
    }

    mutating func show(_ progress: RunProgress) {
        latest = progress
        let left = timeLeft.note(progress)
        guard Date().timeIntervalSince(shownAt) >= Self.interval else { return }
        shownAt = Date()
        var line = event(.progress)
        line.note(progress, left: left)
        Console.tell(line)
    }

    /// - Parameter finished: all trials that have a result, where the run had nothing to do.
    func end(_ ending: RunEnding, _ progress: RunProgress?, finished: Int? = nil) {
        var line = event(.end)
        line.ending = ending
        line.finished = finished
        if let progress = progress ?? latest { line.note(progress) }
        Console.tell(line)
    }

    private func event(_ name: ProgressEvent.Name) -> ProgressEvent {
        var event = ProgressEvent(name, study: study)
        (event.total, event.workers) = (total, workers)
        event.elapsed = ProgressEvent.finite(Date().timeIntervalSince(began))
        return event
    }
}
