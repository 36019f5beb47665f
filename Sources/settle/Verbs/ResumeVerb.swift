import ArgumentParser

struct ResumeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Evaluate what is left of a stored study; needs no study file.",
        discussion: """
              settle resume paper-5000
            """)

    @Argument(help: "The study's name.")
    var name: String

    @OptionGroup var options: RunOptions

    func run() throws {
        guard try options.storage.open(.reading).study(named: name) != nil else {
            _ = try options.storage.study(name)
            return
        }
        let opened = try options.storage.study(name, access: .writing)
        try StudySession(
            study: opened.requireAnnealing(), record: opened.record, store: opened.store, options: options
        ).run()
    }
}
