import ArgumentParser
import HyperparameterSearch
import StudyFiles
import StudyReports

struct ResumeVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Evaluate what is left of a stored study; needs no study file.",
        discussion: """
            Prunes as the last run did, unless --keep says otherwise, and evaluates the same share, where all runs of \
            the file were of one (--shard).

              settle resume paper-5000
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @OptionGroup var options: RunOptions

    var storage: StorageOptions { options.storage }

    func run() throws {
        // The storage is read first, so that resuming a missing study makes no file.
        _ = try storage.study(name)
        let store = try storage.open(.writing)
        let record = try storage.record(named: name, in: store)
        let runs = try store.runs(of: record.id)
        let last = runs.last
        // A file with runs of several shards, as 'settle merge' makes it, has the whole study.
        let shards = Set(runs.map(\.description.shard))
        let shard = options.shard ?? (shards.count == 1 ? last?.description.shard : nil) ?? .whole
        if options.shard == nil, shard != .whole {
            Console.error("Going on with share \(shard), as all runs did; for all trials: --shard 1/1.")
        }
        let study = try StoredStudy(record, in: store, kinds: .ofTheCommand).requireDeclared()
        try study.requireEvaluation(name, storage: storage)
        let scheduler =
            try options.scheduler(of: study) ?? last.flatMap { Schedulers.named($0.description.scheduler) }
            ?? CompleteScheduler()
        try StoredConfirmation.check(study.confirmation, of: study.name, against: scheduler)
        let setUp = SetUp(study.name)
        let threads = try options.threadCount(of: study)
        let resources = try options.resources(of: study)
        try StudySession(
            study: study, prepared: setUp.prepare(resources) { try study.objective($0) }, setUp: setUp,
            record: record, store: store, threads: threads, scheduler: scheduler, shard: shard,
            storage: storage, digitsArgument: options.digits.argument, output: options.output, top: options.top,
            completeCommand: "settle run FILE, without --keep", firstTrials: options.firstTrials,
            resources: resources
        ).run()
    }
}
