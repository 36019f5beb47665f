import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import OptunaFiles
import StudyReports
import StudyStorage

struct ExportVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the best schedules as JSON, all trials as CSV or for Optuna, or trained weights for NumPy.",
        discussion: """
            'settle train --schedules' reads the JSON. If the study was confirmed, its schedules are in the confirmed \
            order. Weights exist of networks that 'settle train' trained, and of training studies whose file says \
            'keepWeights: true'. Each network becomes a file STUDY-TRIAL.npz in the folder. The SQLite file for Optuna 5 \
            has the trials of any study, for optuna.load_study and optuna-dashboard.

            Of a study that minimizes several values at once, --front exports the trials of its front.

              settle export paper-5000 --top 10
              settle export paper-5000 --top 50 -o best.json
              settle export paper-5000 --format csv -o trials.csv
              settle export paper-5000 --format optuna -o study.db
              settle export mnist-paper --top 1 --format npz -o weights
              settle export error-against-operations --front -o front.json
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json
        case csv
        case npz
        case optuna
    }

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "How many of the best (default: 10); a CSV has all trials.", transform: OptionValue.whole())
    var top: Int?

    @Option(
        name: .shortAndLong,
        help: "json: the best schedules; csv: all trials; npz: the weights of the best; optuna: all trials, for Optuna."
    )
    var format: Format = .json

    @Option(
        name: .shortAndLong,
        help: "The file to write (default: -, standard output); of weights, the folder; for Optuna, a new file.")
    var output: String?

    @Flag(
        help: "For Optuna: write the intermediate values too (thousands of trials with theirs make its dashboard slow)."
    )
    var intermediateValues = false

    @Flag(help: "Export the front of a study of several objectives, as JSON or CSV.")
    var front = false

    @OptionGroup var storage: StorageOptions

    func validate() throws {
        if front {
            guard format == .json || format == .csv else {
                throw ValidationError(
                    "--front writes JSON or CSV, not --format \(format.rawValue); leave one of the two out.")
            }
            guard top == nil else {
                throw ValidationError("--front exports the whole front, whatever --top says; leave one of the two out.")
            }
        }
        if let top {
            guard format != .csv, format != .optuna else {
                let what = format == .csv ? "a CSV" : "a file for Optuna"
                throw ValidationError(
                    "--top \(top): \(what) has all trials; leave --top out, or write --format json.")
            }
        }
        guard format == .optuna || !intermediateValues else {
            throw ValidationError("--intermediate-values belongs to --format optuna; leave it out, or write that.")
        }
        guard format != .optuna || (output ?? "-") != "-" else {
            throw ValidationError("--format optuna writes an SQLite file; name it with -o.")
        }
        guard format != .npz || (output ?? "-") != "-" else {
            throw ValidationError("--format npz writes a file a network; name a folder for them with -o.")
        }
    }

    func run() throws {
        let study = try storage.study(name)
        if front { return try exportFront(of: study) }
        let top = top ?? 10
        if format != .csv, format != .optuna { try remark(on: study) }
        let file = OutputFile(path: output ?? "-", storage: storage.path)
        switch format {
        case .npz:
            let folder = WeightFolder(path: output ?? ".", option: "-o", storage: storage.path)
            try folder.write(study.bestTrained(top), of: study)
        case .json: try file.write(study.exportedJSON(top))
        case .csv: try file.write(lines: TrialStream(.all, of: study).writeCSV)
        case .optuna: try writeForOptuna(study, to: output ?? "-")
        }
    }

    private func exportFront(of study: StoredStudy) throws {
        let front = try study.requireFront()
        if let remark = try ProvisionalRemark(of: study, storage: storage) { Console.error(remark.text) }
        let file = OutputFile(path: output ?? "-", storage: storage.path)
        switch format {
        case .csv: try file.write(TrialList(front.trials, of: study).csv.csv + "\n")
        case .json, .npz, .optuna: try file.write(study.exportedJSON(front))
        }
    }

    private func writeForOptuna(_ study: StoredStudy, to path: String) throws {
        var export = OptunaExport(
            study.record, declared: study.declared, in: study.reader, program: "settle \(Settle.version)")
        export.writesIntermediateValues = intermediateValues
        let count = try DatabaseOutput.write(to: path, existing: "remove it") { place in
            try NewDatabase.write(to: place, from: storage.path) { try export.write(to: $0) }
        }
        Console.error(
            "\(NumberText.count(count, "trial")) of \(name) in \(path). Load them with: "
                + "optuna.load_study(study_name=\"\(name)\", storage=\"sqlite:///\(path)\")")
    }

    /// Says whether the order may still change, and whether it is the confirmed one or that of the first objective.
    private func remark(on study: StoredStudy) throws {
        if let objectives = study.kind?.objectiveNames, objectives.count > 1 {
            Console.error(
                "The order is that of \(objectives[0]), the first of \(objectives.count) objectives. For the front: "
                    + "settle export \(name) --front\(storage.argument)")
        }
        if let remark = try ProvisionalRemark(of: study, storage: storage) { Console.error(remark.text) }
        guard let confirmation = try study.confirmation() else { return }
        for text in ConfirmationRemarks(confirmation, of: name, storage: storage).texts { Console.error(text) }
    }
}
