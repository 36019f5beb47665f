import ArgumentParser
import HyperparameterSearch
import PostgreSQLStorage
import StudyReports
import StudyStorage

struct BackupVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy all studies to one file, while runs may be at work on them.",
        discussion: """
            The copy is checked before it is put in its place, and replaces an earlier one at once: at any moment there \
            is a whole one, or none. To go back to it, name it with --storage, or copy it over a storage file that \
            nothing works on and that has no -wal beside it.

              settle backup -o backup.sqlite
              settle backup -o /media/disk/studies.sqlite --storage results/studies.sqlite
              settle backup -o copy.sqlite --storage postgresql://alice@db/studies
            """)

    @Option(name: .shortAndLong, help: "The file to write; an earlier copy there is replaced.")
    var output: String

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let contents = try DatabaseOutput.write(to: output) { try storage.copy(to: $0) }
        Console.error("\(output) holds \(NumberText.contents(contents)) of \(storage.path).")
    }
}

extension NumberText {
    /// `1 study`, `2 studies`.
    static func studies(_ count: Int) -> String {
        count.counted("study", "studies")
    }

    /// `2 studies with 1,200 finished trials`.
    static func contents(_ contents: StorageContents) -> String {
        "\(studies(contents.studies)) with \(count(contents.finishedTrials, "finished trial"))"
    }
}
