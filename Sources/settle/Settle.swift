import ArgumentParser
import Foundation

struct Settle: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Finds annealing schedules with which a network of spiking neurons settles fastest.",
        discussion: """
            A study is declared in a YAML file ('settle help run' shows one), evaluated on all cores, and recorded in \
            one SQLite file, from which an interrupted study goes on.

              settle run quick.yaml         a first search, in seconds
              settle best quick --top 3     what it found
            """,
        version: version,
        subcommands: [
            RunVerb.self, ResumeVerb.self, RetryVerb.self, StudiesVerb.self, TrialsVerb.self, BestVerb.self,
            ShowVerb.self, ReplayVerb.self, ExportVerb.self, ImportVerb.self, DeleteVerb.self, CompactVerb.self,
            BackupVerb.self,
            CheckVerb.self, MergeVerb.self, AskVerb.self, TellVerb.self,
            EvaluateVerb.self, TrainVerb.self, FigureVerb.self, ReportVerb.self, MnistVerb.self,
        ]
    )
}

@main
enum Main {
    static func main() {
        StandardStreams.occupy()
        ProcessSignals.prepare()
        var storage = ""
        do {
            try ProcessRoom.require()
            var command = try Settle.parseAsRoot(Array(ProcessArguments.all.dropFirst()))
            storage = (command as? any StorageVerb)?.storage.argument ?? ""
            try command.run()
            OpenStorages.closeAll()
        } catch {
            ExitStatus.leave(with: error, storage: storage)
        }
    }
}
