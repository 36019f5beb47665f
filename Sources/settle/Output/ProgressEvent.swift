import Foundation
import HyperparameterSearch
import StudyFiles

/// A line of `--progress json` on standard error: an object of JSON. A value that is not known is left out.
struct ProgressEvent: Encodable {
    enum Name: String, Encodable {
        /// Before the first trial: what is set up.
        case setUp
        /// The first line of a run, and its last.
        case start, end
        case progress
        /// Other messages of the command.
        case message, warning, error
    }

    let event: Name
    var study: String?
    /// Why the run ended; only at its end.
    var ending: RunEnding?
    /// Trials of the run's share of the study that have a result, those of other runs included; in a set-up, the parts done.
    var finished: Int?
    /// All trials of the share; in a set-up, all that is to be done.
    var total: Int?
    /// Trials that are evaluated now, by this run.
    var running: Int?
    /// Of the trials that this run recorded.
    var pruned: Int?
    var failed: Int?
    var bestValue: Double?
    var bestTrial: Int?
    /// Trials a second, of this run.
    var speed: Double?
    /// Seconds since the command began.
    var elapsed: Double?
    var secondsLeft: Double?
    /// How many trials this run evaluates at a time.
    var workers: Int?
    var phase: String?
    var text: String?

    init(_ event: Name, study: String? = nil) {
        (self.event, self.study) = (event, study)
    }

    init(study: String, _ setUp: SetUpProgress, elapsed: TimeInterval) {
        self.init(.setUp, study: study)
        phase = setUp.phase
        (finished, total) = (setUp.done, setUp.count)
        self.elapsed = Self.finite(elapsed)
    }

    /// Takes what a run tells of its progress.
    ///
    /// - Parameter left: the seconds left; nil while they are not known.
    mutating func note(_ progress: RunProgress, left: TimeInterval? = nil) {
        finished = progress.finished
        running = progress.work?.trials ?? 0
        (pruned, failed) = (progress.pruned, progress.failed)
        (bestValue, bestTrial) = (progress.best?.value, progress.best?.number)
        if progress.recorded > 0 { speed = Self.finite(progress.rate) }
        secondsLeft = left.flatMap(Self.finite)
    }

    /// JSON has no infinite numbers; milliseconds are enough.
    static func finite(_ seconds: Double) -> Double? {
        seconds.isFinite ? (seconds * 1000).rounded() / 1000 : nil
    }

    /// One line, without its end.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A complete trial has a finite value.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
