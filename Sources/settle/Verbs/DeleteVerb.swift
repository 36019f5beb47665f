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
        let finished = try study.counts().finished
        let confirmations = try study.confirmations().map(\.definition.name)
        let all =
            NumberText.count(finished, "finished trial")
            + (confirmations.isEmpty ? "" : " and its confirmation: \(confirmations.joined(separator: ", "))")
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
        // The study comes first: where a run works on it, nothing is deleted.
        try store.deleteStudy(storage.record(named: name, in: store).id)
        storage.checkpointFolders(of: name).remove()
        for confirmation in confirmations {
            if let record = try store.study(named: confirmation) { try store.deleteStudy(record.id) }
        }
        let space = try store.reclaimSpace(rewriting: false)
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
