import ArgumentParser
import HyperparameterSearch
import StudyReports

struct BestVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "best",
        abstract: "Print a study's best trials, best first.",
        discussion: """
            Of a study that minimizes several values at once it prints the front: the trials that no other trial equals or \
            betters in all of these values while it is better in one, the lowest first value first. --top limits it; of other \
            studies the default is 10.

            Trials that were scored again on further networks or seeds ('confirm' in the study file) come first, in \
            the order of those scores.

              settle best paper-5000 --top 3 -f json
            """
    ).readAlone

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "How many.", transform: OptionValue.whole())
    var top: Int?

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let study = try storage.study(name)
        if let front = try study.front() { return try print(front, of: study) }
        let top = top ?? 10
        try study.requireCertain(top)
        if try study.reader.best(1, of: study.record.id).isEmpty { Console.error("\(name) has no complete trial yet.") }
        if let remark = try ProvisionalRemark(of: study, storage: storage) { Console.error(remark.text) }
        if let repetition = SamplerRemarks.repetition(of: study.declared) { Console.error(repetition) }
        guard let confirmation = try study.confirmation() else {
            return try output.format.print(TrialQuery(states: [.complete], order: .value, limit: top), of: study)
        }
        for remark in ConfirmationRemarks(confirmation, of: name, storage: storage).texts { Console.error(remark) }
        let trials = try study.ranked(top, by: confirmation)
        try Console.print(
            BestTrialsText(study: study, trials: trials, confirmation: confirmation).text(output.format))
    }

    private func print(_ front: StudyFront, of study: StoredStudy) throws {
        if let remark = try ProvisionalRemark(of: study, storage: storage) { Console.error(remark.text) }
        if let repetition = SamplerRemarks.repetition(of: study.declared) { Console.error(repetition) }
        Console.error(front.summary)
        try Console.print(TrialList(front.first(top ?? .max), of: study).text(output.format))
    }
}
