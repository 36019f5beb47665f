import Dispatch
import Foundation
import Locks
import StudyFiles
import StudyReports

/// Tells what a command does before its first trial: one line that is redrawn on a terminal, otherwise a line every ten
/// seconds. Its clock goes on while a single step takes long.
///
/// `@unchecked Sendable`: a timer of Dispatch may be used on any thread, and all else is constant or guarded.
final class SetUpLine: @unchecked Sendable {
    private struct State {
        var progress: SetUpProgress?
        var shownAt: Date
        var isShown = false
        var hasEnded = false
    }

    private let name: String
    private let form: ProgressForm
    private let isTerminal: Bool
    private let began: Date
    private let state: Mutex<State>
    private let timer: any DispatchSourceTimer

    init(
        name: String, began: Date, form: ProgressForm = .chosen, isTerminal: Bool = Console.isErrorTerminal
    ) {
        self.name = name
        self.began = began
        self.form = form
        self.isTerminal = isTerminal
        state = Mutex(State(shownAt: began))
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + 0.2, repeating: 0.2)
        timer.setEventHandler { [weak self] in self?.show() }
        timer.resume()
    }

    func tell(_ progress: SetUpProgress) {
        state.withLock { $0.progress = progress }
    }

    private func show() {
        state.withLock { state in
            guard !state.hasEnded, let progress = state.progress,
                Date().timeIntervalSince(state.shownAt) >= interval
            else { return }
            state.shownAt = Date()
            let elapsed = Date().timeIntervalSince(began)
            switch form {
            case .none: break
            case .json: Console.tell(ProgressEvent(study: name, progress, elapsed: elapsed))
            case .line where isTerminal:
                Console.redraw(Self.text(name, progress, elapsed: elapsed, width: Console.errorWidth))
                state.isShown = true
            case .line: Console.error(Self.text(name, progress, elapsed: elapsed))
            }
        }
    }

    private var interval: TimeInterval {
        form == .json ? ProgressEvents.interval : ProgressLine.interval(isTerminal: isTerminal)
    }

    /// Clears the line before other output.
    ///
    /// - Returns: the last phase; nil where there was none.
    @discardableResult
    func end() -> String? {
        timer.cancel()
        return state.withLock { state in
            if state.isShown { Console.redraw("") }
            (state.isShown, state.hasEnded) = (false, true)
            return state.progress?.phase
        }
    }

    static func text(_ name: String, _ progress: SetUpProgress, elapsed: TimeInterval, width: Int? = nil) -> String {
        var phase = progress.phase
        if progress.count > 1 {
            phase += " \(NumberText.grouped(progress.done))/\(NumberText.grouped(progress.count))"
        }
        var texts = [phase]
        if let step = progress.step {
            texts.insert("\(phase), step \(NumberText.grouped(step)) of \(NumberText.grouped(progress.steps))", at: 0)
        }
        return ProgressPart.joined(
            name, "", [ProgressPart(0, texts), ProgressPart(1, [NumberText.clock(elapsed)])], width: width)
    }
}
