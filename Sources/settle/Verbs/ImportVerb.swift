import ArgumentParser
import HyperparameterSearch
import OptunaFiles
import StudyReports

struct ImportVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a study of Optuna's, with its trials, into the storage.",
        discussion: """
            The file is an SQLite storage of Optuna 3, 4 or 5; it is only read. Every trial comes with its state, \
            parameters, value, intermediate values, times and attributes. The study is then one whose values are told: \
            'settle ask' goes on with it where --trials leaves room, and 'settle best', 'figure' and 'report' show it.

              settle import study.db
              settle import study.db --study cnn --name cnn-2026 --sampler gp --trials 300
            """)

    @Argument(help: ArgumentHelp("The SQLite file.", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The study's name in the file (default: the only one).", valueName: "name"))
    var study: String?

    @Option(help: ArgumentHelp("The name that it gets (default: the one that it has).", valueName: "name"))
    var name: String?

    @Option(help: "The sampler that goes on: tpe, gp, cmaes, sobol, random or auto.")
    var sampler: ImportedSampler = .tpe

    @Option(help: "The sampler's seed.", transform: OptionValue.seed)
    var seed: UInt32 = 1

    @Option(
        help: "The study's trials, the imported ones included (default: these alone).", transform: OptionValue.whole())
    var trials: Int?

    @OptionGroup var storage: StorageOptions

    enum ImportedSampler: String, CaseIterable, ExpressibleByArgument {
        case tpe, gp, cmaes, sobol, random, auto

        var sampler: OptunaImport.Sampler {
            switch self {
            case .tpe: .model(.tpe)
            case .gp: .model(.gp)
            case .cmaes: .model(.cmaes)
            case .sobol: .model(.sobol)
            case .random: .random
            case .auto: .automatic
            }
        }
    }

    func run() throws {
        var request = OptunaImport.Request()
        (request.study, request.name, request.trials) = (study, name, trials)
        (request.sampler, request.seed) = (sampler.sampler, seed)
        try OptunaImport.reading(file, request) { found in
            // The file has been read once: a refused one leaves no storage behind.
            let store = try storage.open(.writing)
            let record = try found.store(in: store, as: Provenance.describe(threads: 1))
            let counts = try store.counts(of: record.id)
            for remark in found.remarks { Console.error(remark) }
            Console.error(Self.summary(counts, of: record, in: storage))
        }
    }

    private static func summary(_ counts: TrialCounts, of record: StudyRecord, in storage: StorageOptions) -> String {
        let words: [(TrialState, String)] = [
            (.complete, "complete"), (.pruned, "pruned"), (.failed, "failed"), (.waiting, "waiting"),
        ]
        let parts = words.filter { counts[$0.0] > 0 }.map { "\(NumberText.grouped(counts[$0.0])) \($0.1)" }
        let all = counts.byState.values.reduce(0, +)
        let name = record.definition.name
        let left = record.definition.budget - all
        let further =
            left > 0 || counts[.waiting] > 0 ? " Go on with: settle ask \(name)\(storage.argument)" : ""
        return "\(name): \(NumberText.count(all, "trial")) imported (\(parts.joined(separator: ", "))), stored in "
            + "\(storage.path).\(further)"
    }
}
