import ArgumentParser
import Foundation

public struct Settle: ParsableCommand {
    static let version = "0.1.0"

    public static let configuration = CommandConfiguration(
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
            CheckVerb.self, MergeVerb.self, AskVerb.self, TellVerb.self, SlurmVerb.self, WorkersVerb.self,
            EvaluateVerb.self, TrainVerb.self, FigureVerb.self, ReportVerb.self, ServeVerb.self,
            MnistVerb.self, SchemaVerb.self,
        ]
    )

    public init() {}
}

extension Settle {
    /// Runs the command that the process was started with. Returns where it succeeds; otherwise the process ends.
    public static func runProgram() {
        StandardStreams.occupy()
        ProcessSignals.prepare()
        var storage = ""
        do {
            var command = try parsed(Array(ProcessArguments.all.dropFirst()))
            storage = (command as? any StorageVerb)?.storage.argument ?? ""
            let listsOnly = listingVerbs.contains { $0 == type(of: command) }
            try ProcessRoom.require(startsThreads: !listsOnly)
            try command.run()
            OpenStorages.closeAll()
        } catch {
            ExitStatus.leave(with: error, storage: storage)
        }
    }

    /// The command that the arguments name.
    ///
    /// A verb that only lists something is read by itself: the whole command's parser takes twice as long, and the verb
    /// itself not much longer. What a verb alone cannot read (a question for help, a wrong argument) is left to the whole
    /// command's parser.
    static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        if let verb = listingVerbs.first(where: { $0.configuration.commandName == arguments.first }),
            let command = try? verb.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == verb
        {
            return command
        }
        return try parseAsRoot(arguments)
    }

    /// They need no thread beside the first.
    private static let listingVerbs: [any ParsableCommand.Type] = [
        BestVerb.self, TrialsVerb.self, ShowVerb.self, StudiesVerb.self, WorkersVerb.self,
    ]
}

extension CommandConfiguration {
    /// The configuration of a verb that ``Settle/parsed(_:)`` reads by itself. A parser that knows itself to be a part of
    /// another command does not look for requests for completion scripts, which would take longer than reading the verb.
    var readAlone: CommandConfiguration {
        var configuration = self
        configuration._superCommandName = "settle"
        return configuration
    }
}
