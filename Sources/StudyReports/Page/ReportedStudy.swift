import Foundation
import HyperparameterSearch
import StudyFiles

/// Reads the content of a study's page from its store.
public struct ReportedStudy: Sendable {
    private let study: StoredStudy

    /// The most trials in the list of the best.
    private static let mostBest = 10
    /// The most trials in the list of a front.
    private static let mostOfFront = 50

    public init(_ study: StoredStudy) {
        self.study = study
    }

    /// - Parameter explanation: the text of the reason why a figure of the search is absent.
    /// - Throws: ``StoredStudyError`` if no trial has begun, and the errors of the study's reader.
    public func page(
        explanation: @escaping (SearchPartAbsence) -> String = \.description
    ) throws -> StudyPage {
        let trials = try ReportedTrials(of: study)
        guard trials.table.count > 0 else { throw study.error(.nothingBegan) }
        let dead = try study.deadRuns()
        let runs = try study.reader.runs(of: study.record.id).map { run in
            let recorded = trials.table.recorded(by: run.id)
            return PageProvenance.Run(
                run, trials: recorded.count, lastTrial: recorded.last.map(Date.init(timeIntervalSince1970:)),
                isDead: dead.contains(run.id))
        }
        var page = try overview(states: trials.table.states, runs: runs, failures: trials.table.failures)
        page.pictures = try ReportedPictures(of: study, explanation: explanation).pictures()
        (page.trials, page.curves) = (trials.table, trials.curves)
        return page
    }

    /// The page without its figures and its trials.
    ///
    /// - Parameter states: the number of trials in each state, as reported to people.
    package func overview(
        states: [TrialState: Int], runs: [PageProvenance.Run], failures: [(reason: String, count: Int)] = []
    ) throws -> StudyPage {
        let confirmation = try study.confirmation()
        let front = try study.front()
        let best = try rankedFront(front) ?? study.certainRanked(Self.mostBest, by: confirmation)
        let certain = try study.certainCount()
        var page = StudyPage(
            study: study.name, measure: measure, direction: study.record.definition.direction,
            facts: StudyFacts(study: study, states: states, runs: runs).facts,
            best: best.compactMap(bestTrial),
            bestNote: try notes(certain: certain, confirmation),
            confirmation: confirmation.map { StudyPage.Confirmation($0, direction: study.record.definition.direction) },
            trials: TrialTable(measure: measure), failures: failures, provenance: provenance(runs))
        page.states = states
        guard let front else { return page }
        page.isFront = true
        let cut = front.trials.count > Self.mostOfFront ? "The first \(Self.mostOfFront) of them are listed" : nil
        page.bestNote = [String(front.summary.dropLast()), cut, page.bestNote].compactMap(\.self)
            .joined(separator: ". ")
        return page
    }

    /// The trials of a front in its order; nil if there is none.
    private func rankedFront(_ front: StudyFront?) -> [RankedTrial]? {
        front?.first(Self.mostOfFront).enumerated().map { place, trial in
            RankedTrial(trial: trial, searchedRank: place + 1, confirmed: nil)
        }
    }

    private func bestTrial(_ ranked: RankedTrial) -> BestTrial? {
        let trial = ranked.trial
        var best = BestTrial(
            trial, of: study.name, measure: measure, parameterNames: study.parameterNames(of: [trial]))
        best?.furtherValues = (study.severalObjectives ?? []).dropFirst().map { name in
            StudyPage.Fact(name, NumberText.value(trial.values[name]))
        }
        best?.confirmed = ranked.confirmed.map {
            BestTrial.Confirmed(value: $0.value, interval: $0.interval, searchedRank: ranked.searchedRank)
        }
        return best
    }

    private var measure: String { study.kind?.measureName ?? "value" }

    /// What keeps the list of the best from being final; nil if nothing does.
    private func notes(certain: Int?, _ confirmation: StudyConfirmation?) throws -> String? {
        let left = try study.unfinished()
        var notes: [String] = []
        // The confirmation says it otherwise.
        if left > 0, confirmation == nil {
            notes.append(
                "The list is provisional: \(NumberText.trials(left, "has", "have")) no result yet, and the order may "
                    + "change")
        }
        if let certain, certain < Self.mostBest {
            notes.append("Only the best \(certain) are certain: trials that were pruned could be among more")
        }
        return notes.isEmpty ? nil : notes.joined(separator: ". ")
    }

    private func provenance(_ runs: [PageProvenance.Run]) -> PageProvenance {
        guard let declared = study.declared else {
            return PageProvenance(
                definition: study.record.definition.text, fileName: nil, canReplay: false, runs: runs)
        }
        return PageProvenance(
            definition: declared.fileText, fileName: "\(study.name).yaml", canReplay: true, runs: runs)
    }
}
