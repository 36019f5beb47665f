import Testing

@testable import settle

@Suite("settle figure neuron")
struct NeuronFigureVerbTests {
    @Test("is the same picture each time, of so many steps, another for another seed")
    func picture() throws {
        let scratch = try Scratch()
        let first = try scratch.settle("figure", "neuron")
        #expect(first.status == 0 && first.errors.isEmpty)
        #expect(first.output.hasPrefix("<svg"))
        #expect(try scratch.settle("figure", "neuron").output == first.output)
        #expect(try scratch.settle("figure", "neuron", "--seed", "1").output != first.output)
        #expect(try scratch.settle("figure", "neuron", "--steps", "12", "-f", "csv").lines.count == 13)
        #expect(try scratch.files.isEmpty)
    }

    @Test(
        "What cannot be simulated is told",
        arguments: [
            (["--epsilon", "0"], "epsilon is 0 at step 1: a schedule must stay finite and above 0"),
            (["--lambda", "1/t^400"], "lambda is 0 at step"),
            (["--epsilon", "t"], "--epsilon 't' is not a schedule"),
            (["--steps", "1"], "--steps '1' is not a whole number from 2 to 200"),
            (["--steps", "201"], "--steps '201' is not a whole number from 2 to 200"),
            (["--quantizer", "rounding"], "rounding"),
            (["--lambda", "1e200"], "diverged"),
        ])
    func refused(arguments: [String], message: String) throws {
        let scratch = try Scratch()
        let run = try scratch.start(["figure", "neuron"] + arguments).finish()
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("Each figure's help has examples of what is parsed")
    func help() throws {
        for verb in FigureVerb.configuration.subcommands.compactMap({ $0.configuration.commandName }) {
            let run = try Scratch().settle("figure", verb, "--help")
            let examples = run.lines.filter { $0.drop { $0 == " " }.hasPrefix("settle figure \(verb)") }
            #expect(!examples.isEmpty)
            for example in examples {
                _ = try Settle.parseAsRoot(Array(example.split(separator: " ").map(String.init).dropFirst()))
            }
        }
    }
}
