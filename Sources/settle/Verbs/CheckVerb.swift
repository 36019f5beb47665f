import ArgumentParser
import Foundation
import HyperparameterSearch
import PostgreSQLStorage
import StudyFiles
import StudyReports
import StudyStorage

struct CheckVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether a file of studies holds what it should, and whether trials come back exactly.",
        discussion: """
            Checks the file, the rules of the database, the states of all trials, their parameters against the study's \
            definition (of more than 20,000 trials, 20,000 are checked, evenly spread), and \
            evaluates some trials again, evenly spread, as 'settle replay' does. Faults end it with status 65; what a \
            killed run left behind is a note, and does no harm. Nothing is written without --repair, \
            which ends runs that died, gives back the trials that they had claimed, and gives damaged trials to the \
            next run, which evaluates them again.

              settle check
              settle check paper-5000 --replay 20
              settle check --repair
              settle check -f json --storage backup.sqlite
            """)

    @Argument(help: "The studies' names (default: all).", completion: .studies)
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many trials of each study to evaluate again (default: 3; 0 of training studies, where each takes "
                + "minutes).", valueName: "count"), transform: OptionValue.whole(from: 0))
    var replay: Int?

    @Flag(help: "End runs that died, give back what they had claimed, and have damaged trials evaluated again.")
    var repair = false

    @OptionGroup var storage: StorageOptions
    @OptionGroup var digits: DigitOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let looked = try storage.open(.unchanged)
        var findings = try looked.findings().map(CheckFinding.init)
        let isSound = findings.isEmpty
        let studies = try chosen(from: looked)
        if repair { findings += try repair(studies, isSound: isSound) }
        // A file of an older version is checked in a copy, which lacks the repairs.
        let store = repair ? try storage.open(.unchanged) : looked
        var (finished, replayed) = (0, 0)
        for record in studies {
            let study = StoredStudy(record, in: store, kinds: .ofTheCommand)
            do {
                // A damaged row is told before anything else may fail to be read.
                let own = try store.findings(of: record)
                findings += own.map(CheckFinding.init)
                finished += try store.counts(of: record.id).finished
                let damaged = own.filter { $0.remedy == .reevaluate }.compactMap(\.trial)
                let inspection = StudyInspection(of: study, without: Set(damaged))
                findings += try inspection.rowFindings().map {
                    CheckFinding($0, study: study.name, storage: storage.argument)
                }
                let replays = try self.replay(inspection)
                findings += replays.findings.map {
                    CheckFinding($0, study: study.name, storage: storage.argument)
                }
                replayed += replays.replayed
            } catch StorageError.damaged where findings.contains(where: { $0.study == study.name }) {
                // The finding tells of it.
                continue
            } catch let error as StorageError where error.isBadData {
                findings.append(unreadable(study.name, error.text))
            } catch let error as PostgreSQLError where error.isBadData {
                findings.append(unreadable(study.name, error.text))
            }
        }
        try print(findings)
        let (all, again) = (NumberText.count(finished, "trial"), NumberText.grouped(replayed))
        let summary = "in \(NumberText.studies(studies.count)) with \(all); \(again) replayed"
        let faults = findings.count { $0.kind == .fault }
        guard faults == 0 else { throw DataError(description: "\(NumberText.count(faults, "fault")) \(summary)") }
        Console.error("no fault \(summary)")
    }

    private func unreadable(_ study: String, _ text: String) -> CheckFinding {
        CheckFinding(kind: .fault, study: study, what: "cannot be read: \(text)", remedy: CheckFinding.restore)
    }

    private func print(_ findings: [CheckFinding]) throws {
        if output.format == .table, findings.isEmpty { return }
        let table = CheckFinding.table(findings)
        try Console.print(output.format.text(table: table, csv: table, json: findings))
    }

    private func chosen(from store: any StudyReader) throws -> [StudyRecord] {
        if names.isEmpty { return try store.studies() }
        return try Set(names).sorted().map { try storage.record(named: $0, in: store) }
    }

    private func replay(_ inspection: StudyInspection) throws -> (findings: [TrialFinding], replayed: Int) {
        let study = inspection.study
        let longWork = study.kind?.longWork
        let count = study.kind?.hasEvaluation == false ? 0 : replay ?? (longWork == nil ? 3 : 0)
        let digits = digits
        return try awayFromMain {
            try inspection.replay(count) {
                try $0.objective(digits.resources(threads: ThreadCount().value)).objective
            } report: { trial in
                if let longWork { Console.error("\(longWork) trial \(trial.number) of \(study.name) again ...") }
            }
        }
    }

    private func notes(of repair: StudyRepair, study: String) -> [CheckFinding] {
        let resume = "evaluate what is left with: settle resume \(study)\(storage.argument)"
        return repair.requeued.map { number in
            CheckFinding(
                kind: .note, study: study, trial: number,
                what: "was damaged; what was stored of it is deleted, and it waits to be evaluated again",
                remedy: resume)
        }
            + repair.acceptedRuns.map { run in
                CheckFinding(
                    kind: .note, study: study, what: "run \(run.rawValue), which was damaged, is accepted as it now is",
                    remedy: "nothing is left to do")
            }
    }

    /// Ends dead runs, and requeues the trials that they had claimed and the damaged ones.
    ///
    /// - Parameter isSound: whether the file has no findings. A damaged file is not written to.
    /// - Returns: a note for each run that was ended.
    private func repair(_ studies: [StudyRecord], isSound: Bool) throws -> [CheckFinding] {
        guard isSound else {
            return [
                CheckFinding(
                    kind: .note, what: "nothing was repaired, as the file is damaged",
                    remedy: "repair what stands above first")
            ]
        }
        let writer = try storage.open(.writing)
        defer { try? writer.close() }
        return try studies.flatMap { study in
            let repair = try writer.repair(study.id)
            return try notes(of: repair, study: study.definition.name)
                + writer.releaseStaleClaims(of: study.id).map { run in
                    CheckFinding(
                        kind: .note, study: study.definition.name,
                        what: "run \(run.record.id.rawValue) has ended, and \(NumberText.count(run.claimed, "trial")) "
                            + "that it had claimed \(run.claimed == 1 ? "waits" : "wait") again",
                        remedy: "evaluate what is left with: settle resume \(study.definition.name)\(storage.argument)")
                }
        }
    }
}
