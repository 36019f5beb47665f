import ArgumentParser
import StudyReports

struct WorkersVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "workers",
        abstract: "List the processes that work on a study: host, job, since when, and how many trials.",
        discussion: """
            A process that shows no sign of life until its lease ends counts as dead, and others take its trials. On \
            a cluster the job and the task are those of Slurm.

              settle workers quick
              settle workers quick --all -f json
            """
    ).readAlone

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Flag(help: "List those too that have ended.")
    var all = false

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let study = try storage.study(name)
        let list = try WorkerList(of: study.record.id, in: study.reader, withEnded: all)
        if list.workers.isEmpty {
            Console.error(
                "No process works on \(name)."
                    + (all ? "" : " For those that have: settle workers \(name) --all\(storage.argument)"))
        }
        try Console.print(output.format.text(table: list.table, csv: list.table, json: list.workers))
    }
}
