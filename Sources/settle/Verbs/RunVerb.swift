import AnnealingStudies
import ArgumentParser
import HyperparameterSearch
import StudyFiles

struct RunVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Evaluate a study file's trials, or those that are left of it.",
        discussion: """
            Each trial is recorded as it finishes. Ctrl-C stops at the next safe point; the same command, or 'settle \
            resume', goes on. A file that changed under the same name is refused, but more trials may be asked for. \
            With --keep, trials that cannot be among that many best are pruned; without it, every trial is \
            evaluated to its end, those that were pruned before included; a study whose sampler learns keeps the --keep \
            that it began with. A study whose first \
            \(RunOptions.firstTrialCount) trials all fail stops with status 65, unless --keep-going is given; 'settle \
            retry' lets failed trials be evaluated again. With 'confirm: {top: 20, networks: 17..32:117..132}' in the file, \
            the best 20 are scored again on those networks when the search has ended, and lead the list of the best.

              settle run quick.yaml
              settle run quick.yaml --keep 50
              settle run quick.yaml --threads 1 --storage /data/studies.sqlite

            A file to begin with, quick.yaml:

            \(ExampleStudy.indented)
            """)

    @Argument(help: "The study file (YAML).")
    var file: String

    @OptionGroup var options: RunOptions

    var storage: StorageOptions { options.storage }

    func run() throws {
        let study = try StudyFile.read(path: file, kinds: .ofTheCommand)
        try study.requireEvaluation(ShellWord.quoted(file), storage: storage)
        let definition = try study.definition()
        let scheduler = try options.scheduler(of: study) ?? CompleteScheduler()
        // The errors of a study come before anything is stored.
        let setUp = SetUp(study.name)
        let threads = try options.threadCount(of: study)
        let resources = try options.resources(of: study)
        // A study that is stored goes on as it began. Where nobody can tell whether it is, nothing is refused.
        let names = storage.mayExist ? try? storage.studyNames() : []
        let isStored = names?.contains(study.name) ?? false
        let test = NetworkTest(refuses: names != nil)
        let prepared = try setUp.prepare(isStored ? resources : resources.offering(test)) { try study.objective($0) }
        try study.checkScheduler(against: prepared.objective, budget: definition.budget)
        try scheduler.check(against: prepared.objective)
        try StoredConfirmation.check(study.confirmation, of: study.name, against: scheduler)
        try scheduler.check(study.sampler(), budget: definition.budget, on: StepScale(of: prepared.objective))
        let store = try storage.open(.writing)
        let record = try store.openStudy(definition)
        try StoredConfirmation(study: record, store: store, storage: storage.argument).keep(study.confirmation)
        if let surplus = try SurplusRemark(of: record, in: store) { Console.error(surplus.text) }
        try StudySession(
            study: study.asStored(in: record, kinds: .ofTheCommand), prepared: prepared, setUp: setUp, record: record,
            store: store,
            threads: threads, scheduler: scheduler, shard: options.shard ?? .whole, storage: storage,
            digitsArgument: options.digits.argument,
            output: options.output, top: options.top,
            completeCommand: "settle run \(ShellWord.quoted(file))\(storage.argument)\(options.digits.argument)",
            firstTrials: options.firstTrials, resources: resources
        ).run()
    }
}
