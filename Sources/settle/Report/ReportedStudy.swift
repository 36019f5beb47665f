import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyReports

/// Reads a stored study into what its page shows.
struct ReportedStudy {
    let study: OpenedStudy

    /// So many of the best are listed, as far as they are certain.
    private static let mostBest = 10

    /// - Throws: ``UsageError`` where no trial has begun, and what the store throws.
    func page() throws -> StudyPage {
        let trials = try ReportedTrials(of: study)
        guard trials.table.count > 0 else {
            throw UsageError(
                description: "no trial of \(study.name) has begun yet, so there is nothing to report; "
                    + "go on with: settle resume \(study.name)\(study.storageArgument)")
        }
        let runs = try study.store.runs(of: study.record.id).map { run in
            let recorded = trials.table.recorded(by: run.id)
            return PageProvenance.Run(
                run, trials: recorded.count, lastTrial: recorded.last.map(Date.init(timeIntervalSince1970:)))
        }
        let certain = try study.store.guaranteedBest(of: study.record.id)
        let best = try study.store.best(min(Self.mostBest, certain ?? Self.mostBest), of: study.record.id)
        return StudyPage(
            study: study.name, measure: measure, direction: study.record.definition.direction,
            facts: StudyFacts(study: study, states: trials.table.states, runs: runs).facts,
            best: best.compactMap {
                BestTrial($0, of: study.name, measure: measure, parameterNames: study.parameterNames(of: [$0]))
            },
            bestNote: certain.flatMap { $0 < Self.mostBest ? note(certain: $0) : nil },
            pictures: try ReportedPictures(of: study).pictures(), trials: trials.table, curves: trials.curves,
            failures: trials.table.failures, provenance: provenance(runs))
    }

    private var measure: String { study.annealing?.objective.measure ?? "value" }

    private func note(certain: Int) -> String {
        "Only the best \(certain) are certain: trials that were pruned could be among more"
    }

    private func provenance(_ runs: [PageProvenance.Run]) -> PageProvenance {
        guard let annealing = study.annealing else {
            return PageProvenance(
                definition: study.record.definition.text, fileName: nil, canReplay: false, runs: runs)
        }
        return PageProvenance(
            definition: annealing.fileText, fileName: "\(study.name).yaml", canReplay: true, runs: runs)
    }
}
