import Foundation
import HyperparameterSearch
import Locks
import StudyReports

/// The parts of a study's page that tell how it stands: progress, who works, the best, the facts.
struct StudyOverview: Sendable {
    let standing: Standing
    /// The sections above the figures.
    let sections: [PageSection]
    /// The section below the trials.
    let provenance: PageSection

    /// - Throws: `StudyError` where the study is no more; the errors of the reader.
    init(of study: StoredStudy, pace: Pace) throws {
        let standing = try Standing(of: study)
        let (reader, id) = (study.reader, study.record.id)
        let records = try reader.runs(of: id)
        let recorded = try reader.recordedTrials(of: id)
        let dead = Set(standing.atWork.filter(\.isDead).map(\.record.id))
        let runs = records.map { run in
            PageProvenance.Run(
                run, trials: recorded[run.id] ?? 0, lastTrial: dead.contains(run.id) ? nil : standing.read,
                isDead: dead.contains(run.id))
        }
        var page = try ReportedStudy(study).overview(
            states: standing.states, runs: runs, failures: try Self.failures(of: study, standing.counts[.failed]))
        page.trialAddress = Address.trials(of: study.name)
        self.standing = standing
        sections = [
            Self.progress(of: study, standing, recorded: recorded, pace: pace, failures: TrialSection.failures(page)),
            SummarySection.section(of: page),
            BestSection.section(of: page),
        ].compactMap(\.self)
        provenance = ProvenanceSection.section(of: page)
    }

    /// The most failed trials whose reasons are read.
    private static let mostFailures = 1_000

    private static func failures(of study: StoredStudy, _ count: Int) throws -> [(reason: String, count: Int)] {
        guard count > 0 else { return [] }
        let failed = try study.trials(matching: TrialQuery(states: [.failed], limit: mostFailures))
        return Dictionary(grouping: failed.compactMap(\.reason)) { $0 }.map { ($0.key, $0.value.count) }
            .sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
    }

    // MARK: Progress

    private static func progress(
        of study: StoredStudy, _ standing: Standing, recorded: [RunID: Int], pace: Pace, failures: HTML
    ) -> PageSection {
        let finished = standing.counts.finished
        let trials = "\(NumberText.grouped(finished)) of \(NumberText.count(standing.budget, "trial"))"
        return PageSection(
            id: "progress", title: "Progress",
            body: """
                <p class="meter"><progress max="\(standing.budget)" value="\(min(finished, standing.budget))" \
                aria-label="Trials that have ended"></progress> <strong>\(trials)</strong> have ended\
                \(speed(standing, recorded: recorded, pace: pace))</p>
                \(workers(of: study, standing, recorded: recorded))\(failures)
                """)
    }

    private static func speed(_ standing: Standing, recorded: [RunID: Int], pace: Pace) -> HTML {
        guard let rate = Pace.rate(standing, recorded: recorded) else { return "" }
        let left = pace.secondsLeft(standing, rate: rate).map { ", about \(NumberText.duration($0)) left" } ?? ""
        return ", \(String(format: "%.3g", rate)) trials/s\(left)"
    }

    private static func workers(of study: StoredStudy, _ standing: Standing, recorded: [RunID: Int]) -> HTML {
        guard !standing.atWork.isEmpty else {
            let isDone = standing.counts.finished >= standing.budget
            return "<p class=\"note\">No process works on this study\(isDone ? ": all trials have ended" : "").</p>\n"
        }
        let list = WorkerList(standing.atWork, among: standing.atWork.map(\.record), recorded: recorded)
        return "<h3>Who works</h3>\n\(list.table.html(label: "Processes at work"))"
    }
}

/// The speed of the runs at work, and the time that they will take.
final class Pace: Sendable {
    private let timeLeft = Mutex(TimeLeft())

    /// Trials per second: all that the runs at work have recorded since the first of them began. Nil where none works, or
    /// none has recorded a trial.
    static func rate(_ standing: Standing, recorded: [RunID: Int]) -> Double? {
        let runs = standing.working.filter { $0.record.description.asked == nil }
        guard let began = runs.map(\.record.started).min() else { return nil }
        let done = runs.reduce(0) { $0 + (recorded[$1.record.id] ?? 0) }
        let elapsed = standing.read.timeIntervalSince(began)
        return done > 0 && elapsed > 0 ? Double(done) / elapsed : nil
    }

    /// The seconds left; nil while they are not known. A run that prunes has no steady rate: most of its trials end together,
    /// at the end.
    func secondsLeft(_ standing: Standing, rate: Double) -> Double? {
        let runs = standing.working.map(\.record)
        guard let began = runs.map(\.started).min(), runs.allSatisfy({ $0.description.scheduler == "complete" }) else {
            return nil
        }
        let left = Double(max(0, standing.budget - standing.counts.finished)) / rate
        return timeLeft.withLock { $0.note(left, elapsed: standing.read.timeIntervalSince(began)) }
    }
}
