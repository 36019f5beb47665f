import ArgumentParser
import HyperparameterSearch
import StudyReports

struct DeleteVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a study with all its trials.",
        discussion: """
              settle delete quick
              settle delete quick --yes
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let looked = try storage.study(name)
        let finished = try looked.store.counts(of: looked.record.id).finished
        if !yes {
            guard Console.isInputTerminal else {
                throw UsageError(description: "deleting \(name) needs a 'yes' from a terminal, or --yes")
            }
            Console.status("Delete \(name) with \(NumberText.count(finished, "finished trial"))? Type yes: ")
            guard readLine() == "yes" else {
                Console.error("Nothing was deleted.")
                return
            }
        }
        let study = try storage.study(name, access: .writing)
        defer { try? study.store.close() }
        try study.store.deleteStudy(study.record.id)
        Console.error("Deleted \(name) with \(NumberText.count(finished, "finished trial")).")
    }
}
