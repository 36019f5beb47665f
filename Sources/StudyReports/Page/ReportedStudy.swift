import Foundation
import HyperparameterSearch
import StudyFiles

/// Reads the content of a study's page from its store.
public struct ReportedStudy: Sendable {
    private let study: StoredStudy

    /// The most trials in the list of the best.
    private static let mostBest = 10

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
        let certain = try study.certainCount()
        let best = try study.certainBest(Self.mostBest)
        return StudyPage(
            study: study.name, measure: measure, direction: study.record.definition.direction,
            facts: StudyFacts(study: study, states: trials.table.states, runs: runs).facts,
            best: best.compactMap {
                BestTrial($0, of: study.name, measure: measure, parameterNames: study.parameterNames(of: [$0]))
            },
            bestNote: certain.flatMap { $0 < Self.mostBest ? note(certain: $0) : nil },
            pictures: try ReportedPictures(of: study, explanation: explanation).pictures(), trials: trials.table,
            curves: trials.curves,
            failures: trials.table.failures, provenance: provenance(runs))
    }

    private var measure: String { study.kind?.measureName ?? "value" }

    private func note(certain: Int) -> String {
        "Only the best \(certain) are certain: trials that were pruned could be among more"
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
