import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports

struct TrainVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train networks with the best schedules on MNIST, beside their continuous twin.",
        discussion: """
            Every network and seed is a trial of a study of its own, with a checkpoint every epoch: the same command \
            goes on where it stopped, and so does 'settle resume'. The images: settle mnist fetch.

              settle train --study paper-5000 --top 1
              settle train --schedules best.json --top 3 --epochs 5
              settle train --epsilon 0.843/t^0.0923 --lambda 0.832/t^0.584 --seeds 1234,1,2
              settle train --continuous --protocol official --save weights
            """)

    @OptionGroup(title: "Which networks") var networks: NetworkOptions
    @OptionGroup(title: "How to train") var training: TrainingOptions

    @Option(help: ArgumentHelp("The name of the study (default: made from what is asked).", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Write each network's weights into this folder, as NumPy's .npz.", valueName: "folder"))
    var save: String?

    @Flag(help: "Any data set of MNIST's form will do, as Fashion-MNIST.")
    var unverified = false

    @Option(help: "Threads (default: one a core).", transform: OptionValue.whole())
    var threads: Int?

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var storage: StorageOptions
    @OptionGroup var digits: DigitOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let weights = save.map { WeightFolder(path: $0, storage: storage.path) }
        try weights?.prepare()
        let images = try digits.load(verified: !unverified)
        let points = training.applied(to: try networks.points(storage: storage))
        if let code = points.compactMap(\.network.codeText).first {
            throw UsageError(
                description: "adaptive delta modulation does not train, and these schedules have '\(code)': it "
                    + "converges too late for the few steps of an update; name others.")
        }
        if let clock = points.compactMap(\.network.clockText).first {
            throw UsageError(
                description: "training has no clock, and these schedules have '\(clock)'; add --clock steps.")
        }
        let request = TrainingRequest(
            networks: points, seeds: try training.seedNumbers,
            settings: TrainingSettings(data: .init(images), plan: try training.plan), name: name)
        for sentence in request.repetitions { Console.error(sentence) }
        let study = request.study
        if let problem = study.scheduleProblem(layers: try training.plan.hidden.count + 2) {
            throw UsageError(description: problem)
        }
        let threads = try ThreadCount(self.threads)
        let resources = StudyResources(threads: threads.value).offering(DigitSource { _ in images })
        let setUp = SetUp(study.name)
        let prepared = try setUp.prepare(resources) { try study.objective($0) }
        let definition = try study.definition()
        let store = try storage.open(.writing)
        let record = try store.openStudy(definition)
        var kinds: [String] = []
        for point in request.networks {
            let kind = LearningCurve.Network(point.network).rawValue
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        Console.error(
            "\(NumberText.count(study.points.count, "training run")) (\(kinds.joined(separator: ", "))) of "
                + "\(NumberText.count(training.epochs, "epoch")) in study \(study.name).")
        try StudySession(
            study: study, prepared: prepared, setUp: setUp, record: record, store: store, threads: threads,
            scheduler: CompleteScheduler(),
            shard: .whole,
            storage: storage, digitsArgument: digits.argument, output: output, top: 1, completeCommand: "",
            // The same command, because 'resume' has no --save.
            commandToGoOn: ShellWord.thisCommand
        ).run { stored in
            let trials = try stored.trials()
            try weights?.write(trials.filter { $0.state == .complete }, of: stored)
            let summary = TrainingSummary(trials, of: study, settings: request.settings)
            for remark in summary.remarks { Console.error(remark) }
            try Console.print(summary.text(output.format))
        }
    }
}
