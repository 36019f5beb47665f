import ArgumentParser
import StudyReports

struct StudiesVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "studies",
        abstract: "List the stored studies, and who works on them.",
        discussion: """
              settle studies
              settle studies -f json
            """
    ).readAlone

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let list = try StudyList(storage.open(.reading))
        try Console.print(output.format.text(table: list.table, csv: list.csv, json: list.studies))
    }
}
