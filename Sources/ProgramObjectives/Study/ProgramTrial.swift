import Foundation
import HyperparameterSearch

/// A trial of a program: the running program, if it runs, and what it has reported.
///
/// One thread at a time uses it.
public final class ProgramTrial: @unchecked Sendable {
    /// The time, in seconds, after which a waiting thread looks at the cancellation.
    private static let pause = 0.1

    let candidate: Candidate
    private let launcher: ProgramLauncher
    private let folder: TrialFolder
    private var settings: ProgramSettings { launcher.settings }

    private var run: ProgramRun?
    /// The step to which the running program may go before it may have to wait.
    private var until: Int?
    private var output = TrialOutput()
    /// The file to which reports are appended; -1 before the folder is open.
    private var values: Int32 = -1
    /// The failures of the attempts so far.
    private var failures: [String] = []
    /// The step at which the runner believes the trial to be.
    private var step = 0
    /// The index of the first report that the runner does not know.
    private var told = 0
    /// The result, where the program has ended for good. The runner does not know it before it has passed the steps that
    /// the program has reported: whether the program ended quickly must not matter.
    private var result: Evaluation?
    /// The result that the runner knows.
    private var evaluation: Evaluation?

    init(_ candidate: Candidate, _ launcher: ProgramLauncher) {
        (self.candidate, self.launcher) = (candidate, launcher)
        folder = launcher.session.folders.folder(ofTrial: candidate.number)
    }

    deinit {
        if values >= 0 { close(values) }
    }

    // MARK: What the objective asks

    var status: TrialStatus { evaluation.map(TrialStatus.ended) ?? .running(step: step, bound: nil) }
    var intermediateValue: Double? { output.reported.value(at: step) }

    func isBefore(_ target: Int) -> Bool { evaluation == nil && step < target }

    func report(_ name: String) -> String? {
        output.reported.reports.last.map { "\(name) \($0.value.shortestText) at step \($0.step)" }
    }

    // MARK: Running

    /// Runs the program until it has reported `target` or a later step, or has ended.
    ///
    /// - Parameters:
    ///   - whole: the last step. The program then runs to its end.
    ///   - tell: takes new values, none of a step beyond `target` unless the program runs to its end.
    /// - Returns: false after a cancellation.
    func advance(
        to target: Int, of whole: Int, _ cancellation: Cancellation, tell: ([IntermediateValue]) -> Void
    ) -> Bool {
        let isLast = target >= whole
        do throws(StartError) {
            try open()
            while true {
                tellNews(through: isLast ? .max : target, tell)
                if !isLast, output.reported.lastStep >= target {
                    step = target
                    return true
                }
                if result != nil { break }
                if cancellation.isCancelled {
                    suspend()
                    return false
                }
                let run = if let run = self.run { run } else { try start(until: isLast ? nil : target) }
                if let ending = run.wait(Self.pause) {
                    end(as: ending)
                } else if let limit = settings.timeout, run.seconds > limit.seconds {
                    run.terminate()
                    fail("the program was ended because it took longer than \(limit)")
                } else if output.reported.reports.count > ReportedValues.most {
                    run.terminate()
                    fail("the program reported more than \(ReportedValues.most) steps; it should report fewer")
                } else if let steps = settings.steps, output.reported.lastStep > steps {
                    run.terminate()
                    fail(Self.beyond(output.reported.lastStep, steps))
                }
            }
        } catch {
            fail(error.reason)
        }
        evaluation = result
        folder.remove()
        return true
    }

    private static func beyond(_ step: Int, _ steps: Int) -> String {
        "the program reported step \(step), and the study says that \(steps) is its largest; correct 'steps'"
    }

    private func tellNews(through target: Int, _ tell: ([IntermediateValue]) -> Void) {
        let news = output.reported.stored(from: told, through: target)
        guard news.end > told else { return }
        told = news.end
        if !news.values.isEmpty { tell(news.values) }
    }

    /// Makes the trial's folder, or takes over what an earlier run has left in it.
    private func open() throws(StartError) {
        guard values < 0 else { return }
        let earlier = try folder.open(launcher.identity(of: candidate), run: launcher.session.run)
        for report in earlier.reports { _ = output.reported.add(report.step, report.value) }
        (output.log, output.errors) = (folder.tail(of: "stdout"), folder.tail(of: "stderr"))
        values = Foundation.open(folder.values, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard values >= 0 else {
            throw StartError(reason: "\(folder.values) cannot be written (\(String(cString: strerror(errno))))")
        }
    }

    private func start(until target: Int?) throws(StartError) -> ProgramRun {
        output.begin()
        until = target
        let started = try launcher.start(
            candidate, attempt: failures.count + 1, until: target, in: folder
        ) { [unowned self] bytes, isError in
            output.take(bytes, isError: isError) { step, value in
                let line = Array("{\"step\":\(step),\"value\":\(ReportedValues.text(value))}\n".utf8)
                _ = write(values, line, line.count)
            }
        }
        run = started
        return started
    }

    /// The program has ended by itself.
    private func end(as ending: ChildProcess.Ending) {
        output.finish()
        run = nil
        let end = ProgramEnd(ending, output)
        if let steps = settings.steps, output.reported.lastStep > steps {
            fail(Self.beyond(output.reported.lastStep, steps))
        } else if let failure = end.failure {
            guard failures.count < settings.retries else {
                fail(failure)
                return
            }
            failures.append(failure)
        } else if let value = output.end {
            guard value.value.isFinite else {
                fail("the program printed the value \(ReportedValues.text(value.value)), which cannot be ranked")
                return
            }
            var values = value.values
            values[settings.measureName] = value.value
            finish(.complete(value: value.value), values)
        } else if let until, output.reported.lastStep >= until {
            // It waits for the verdict, and is started again.
        } else {
            fail(end.missingValue)
        }
    }

    private func fail(_ reason: String) {
        finish(.failed(reason: reason), [:])
    }

    private func finish(_ outcome: Outcome, _ values: [String: Double]) {
        run = nil
        var artifacts: [TrialLog: Data] = [
            .stdout: Data(output.log.bytes), .stderr: Data(output.errors.bytes),
        ]
        if !failures.isEmpty {
            let lines = failures.enumerated().map { "attempt \($0 + 1): \($1)\n" }
            artifacts[.attempts] = Data(lines.joined().utf8)
        }
        let named = artifacts.filter { !$1.isEmpty }.map { ($0.rawValue, $1) }
        result = Evaluation(
            outcome, values: values, steps: max(1, output.reported.lastStep),
            intermediateValues: output.reported.stored(from: 0, through: .max).values,
            artifacts: Dictionary(named) { first, _ in first })
    }

    // MARK: Suspending

    /// Ends the program, whose trial goes on later or not at all.
    func suspend() {
        guard evaluation == nil, values >= 0 else { return }
        if let run {
            run.terminate()
            self.run = nil
            output.finish()
        }
        folder.keep(output.log, of: "stdout")
        folder.keep(output.errors, of: "stderr")
    }

    private var isComplete: Bool {
        if case .complete = result?.outcome { true } else { false }
    }

    /// Nil while the program runs: the trial would go on from its folder all the same.
    var checkpoint: ProgramCheckpoint? {
        guard run == nil, evaluation == nil, step > 0 else { return nil }
        return ProgramCheckpoint(
            seed: launcher.seed(ofTrial: candidate.number), step: step, failures: failures, reported: output.reported,
            end: isComplete ? result?.values : nil)
    }

    func restore(_ checkpoint: ProgramCheckpoint) {
        for (step, value) in zip(checkpoint.steps, checkpoint.values) {
            _ = output.reported.add(step, value ?? .nan)
        }
        (step, failures) = (checkpoint.step, checkpoint.failures)
        // The values up to the checkpoint's step are stored.
        told = output.reported.stored(from: 0, through: step).end
        guard let values = checkpoint.end, let value = values[settings.measureName] else { return }
        (output.log, output.errors) = (folder.tail(of: "stdout"), folder.tail(of: "stderr"))
        finish(.complete(value: value), values)
    }
}
