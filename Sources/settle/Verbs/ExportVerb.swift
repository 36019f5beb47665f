import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch

struct ExportVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the best schedules as JSON, all trials as CSV, or trained weights for NumPy.",
        discussion: """
            The JSON is what 'settle train --schedules' reads. Weights are kept by 'settle train', and by training \
            studies whose file says 'keepWeights: true'; each network is a file of the folder, STUDY-TRIAL.npz.

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

    @Argument(help: "The study's name.")
    var name: String

    @Option(help: "How many of the best (default: 10); a CSV has all trials.")
    var top: Int?

    @Option(name: .shortAndLong, help: "json: the best schedules; csv: all trials; npz: the weights of the best.")
    var format: Format = .json

    @Option(name: .shortAndLong, help: "The file to write (default: -, standard output); of weights, the folder.")
    var output: String?

    @OptionGroup var storage: StorageOptions

    func validate() throws {
        if let top {
            guard top >= 1 else { throw ValidationError("--top \(top) exports nothing; give 1 or more.") }
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
        let text: String
        switch format {
        case .npz:
            return try exportWeights(of: study, top: top)
        case .json:
            text = try ExportedSchedules(
                study.isTraining ? study.bestSchedules(top) : study.best(top), of: study.requireAnnealing()
            ).json
        case .csv:
            text =
                try TrialListing(study: study, trials: study.store.trials(of: study.record.id, matching: .all))
                .text(.csv) + "\n"
        }
        try OutputFile(path: output ?? "-", storage: storage.path).write(text)
    }

    private func exportWeights(of study: OpenedStudy, top: Int) throws {
        guard study.isTraining else {
            throw UsageError(
                description: "\(name) is no training study, so it has no weights; train its schedules with: "
                    + "settle train --study \(name) --save FOLDER\(storage.argument)")
        }
        // Continuous networks have weights, too.
        let trials = try study.best(top)
        guard !trials.isEmpty else {
            throw UsageError(
                description: "no trial of \(name) is complete, so there are no weights; "
                    + "go on with: settle resume \(name)\(storage.argument)")
        }
        try WeightFolder(path: output ?? ".", option: "-o", storage: storage.path).write(trials, of: study)
    }
}
