import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyReports

struct ExportVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the best schedules as JSON, all trials as CSV, or trained weights for NumPy.",
        discussion: """
            'settle train --schedules' reads the JSON. If the study was confirmed, its schedules are in the confirmed \
            order. Weights exist of networks that 'settle train' trained, and of training studies whose file says \
            'keepWeights: true'. Each network becomes a file STUDY-TRIAL.npz in the folder.

              settle export paper-5000 --top 10
              settle export paper-5000 --top 50 -o best.json
              settle export paper-5000 --format csv -o trials.csv
              settle export mnist-paper --top 1 --format npz -o weights
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json
        case csv
        case npz
    }

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "How many of the best (default: 10); a CSV has all trials.", transform: OptionValue.whole())
    var top: Int?

    @Option(name: .shortAndLong, help: "json: the best schedules; csv: all trials; npz: the weights of the best.")
    var format: Format = .json

    @Option(name: .shortAndLong, help: "The file to write (default: -, standard output); of weights, the folder.")
    var output: String?

    @OptionGroup var storage: StorageOptions

    func validate() throws {
        if let top {
            guard format != .csv else {
                throw ValidationError("--top \(top): a CSV has all trials; leave --top out, or write --format json.")
            }
        }
        guard format != .npz || (output ?? "-") != "-" else {
            throw ValidationError("--format npz writes a file a network; name a folder for them with -o.")
        }
    }

    func run() throws {
        let study = try storage.study(name)
        let top = top ?? 10
        if format != .csv { try remark(on: study) }
        let file = OutputFile(path: output ?? "-", storage: storage.path)
        switch format {
        case .npz:
            let folder = WeightFolder(path: output ?? ".", option: "-o", storage: storage.path)
            try folder.write(study.bestTrained(top), of: study)
        case .json: try file.write(study.exportedJSON(top))
        case .csv: try file.write(lines: TrialStream(.all, of: study).writeCSV)
        }
    }

    /// Says whether the order may still change, and whether it is the confirmed one.
    private func remark(on study: StoredStudy) throws {
        if let remark = try ProvisionalRemark(of: study, storage: storage) { Console.error(remark.text) }
        guard let confirmation = try study.confirmation() else { return }
        for text in ConfirmationRemarks(confirmation, of: name, storage: storage).texts { Console.error(text) }
    }
}
