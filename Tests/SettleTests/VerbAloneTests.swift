import ArgumentParser
import Testing

@testable import settle

@Suite("A verb that is read by itself")
struct VerbAloneTests {
    /// The command and its values, or what is printed instead.
    private func outcome(_ parse: () throws -> any ParsableCommand) -> String {
        do {
            let command = try parse()
            // A question for help is a command too, which has no values of its own.
            return "\(command)".hasPrefix("HelpCommand") ? help(command) : "\(command)"
        } catch {
            return "\(Settle.exitCode(for: error)) \(Settle.fullMessage(for: error))"
        }
    }

    private func help(_ command: any ParsableCommand) -> String {
        var command = command
        do {
            try command.run()
            return "no help"
        } catch {
            return Settle.fullMessage(for: error)
        }
    }

    @Test(
        "is read as by the whole command",
        arguments: [
            "best paper", "best paper --top 3 -f json --storage a.sqlite", "best --top=3 paper", "best", "best a b",
            "best paper --top x", "best paper --tip 3", "best --help", "best paper -h", "best paper --version",
            "best -- --paper", "best help", "best --generate-completion-script bash", "best paper --top",
            "trials paper --limit 10 --offset 5", "trials paper --limit -1", "trials --help", "show paper 3",
            "show paper", "show paper three", "show", "studies", "studies -f csv", "studies extra", "studies --help",
            "help best", "run", "none", "", "--version", "--help",
        ])
    func same(line: String) {
        let arguments = line.split(separator: " ").map(String.init)
        #expect(outcome { try Settle.parsed(arguments) } == outcome { try Settle.parseAsRoot(arguments) })
    }
}
