import ArgumentParser
import HyperparameterSearch
import StudyReports

struct DeleteVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a study with all its trials and its confirmation.",
        discussion: """
              settle delete quick
              settle delete quick --yes
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let study = try storage.study(name)
        let deletion = try StudyDeletion(of: study)
        let all = deletion.contents
        if !yes {
            guard Console.isInputTerminal else {
                throw UsageError(description: "deleting \(name) needs a 'yes' from a terminal, or --yes")
            }
            Console.status("Delete \(name) with \(all)? Type yes: ")
            guard readLine() == "yes" else {
                Console.error("Nothing was deleted.")
                return
            }
        }
        let store = try storage.open(.writing)
        defer { try? store.close() }
        let space = try deletion.make(in: store, storage)
        Console.error("Deleted \(name) with \(all).")
        if space.after < space.before {
            Console.error(
                "\(storage.path) went from \(NumberText.bytes(space.before)) to \(NumberText.bytes(space.after)).")
        }
        if space.unused > max(1_000_000, space.after / 5) {
            Console.error(
                "\(NumberText.bytes(space.unused)) of it are unused, as an older version made the file. Later studies "
                    + "use them; or give them back with: settle compact\(storage.argument)")
        }
    }
}
