import Foundation
import StudyFiles
import Testing

@testable import settle

@Suite("Help")
struct HelpTests {
    static let verbs: [String] = Settle.configuration.subcommands.compactMap { $0.configuration.commandName }

    @Test("lists every verb")
    func listed() throws {
        let run = try Scratch().settle("--help")
        #expect(run.status == 0)
        #expect(Self.verbs.count >= 9)
        for verb in Self.verbs { #expect(run.lines.contains { $0.hasPrefix("  \(verb) ") }, "\(verb)") }
    }

    @Test("has an example of each verb", arguments: HelpTests.verbs)
    func examples(verb: String) throws {
        let run = try Scratch().settle(verb, "--help")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let examples = run.lines.filter { $0.drop { $0 == " " }.hasPrefix("settle \(verb)") }
        #expect(!examples.isEmpty)
        // The examples are examples of what is parsed.
        for example in examples {
            let words = example.split(separator: " ").map(String.init).prefix { $0 != ">" }.dropFirst()
            _ = try Settle.parseAsRoot(Array(words))
        }
    }

    @Test("has a study file to begin with, and names no file that only a checkout has")
    func exampleStudy() throws {
        let scratch = try Scratch()
        let help = try scratch.settle("help", "run").output
        #expect(help.contains(ExampleStudy.indented))
        let shipped = BuiltProgram.repository.appendingPathComponent("studies/quick.yaml")
        #expect(
            try StudyFile.read(ExampleStudy.text, file: "a", kinds: .ofTheCommand)
                == StudyFile.read(path: shipped.path, kinds: .ofTheCommand))
        for verb in Self.verbs { #expect(try !scratch.settle("help", verb).output.contains("studies/"), "\(verb)") }
        #expect(try !scratch.settle().output.contains("studies/"))
    }

    @Test("the version is printed")
    func version() throws {
        #expect(try Scratch().settle("--version").output == "\(Settle.version)\n")
    }
}
