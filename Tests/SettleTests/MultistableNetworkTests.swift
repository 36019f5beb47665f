import Foundation
import Testing

@Suite("Studies on networks with several fixed points")
struct MultistableNetworkTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The network of weights 8 and input 8 has several fixed points, that of weights 7 and input 7 has one.
    private static func study(_ networks: String, _ more: String = "", trials: Int = 3) -> String {
        """
        name: several
        objective:
          convergence:
            layers: [6, 5, 3]
        \(networks)
            steps: 20
            minimize: meanError\(more.isEmpty ? "" : "\n    \(more)")
        sampler: {random: {seed: 1}}
        trials: \(trials)
        space: {epsilon: {initial: {from: 0.1, to: 1}, exponent: 0.1}, lambda: 1, quantizer: sigma-delta}

        """
    }

    private static let list = """
            networks:
              - {weights: {seed: 7}, input: {seed: 7}}
              - {weights: {seed: 8}, input: {seed: 8}}
            combine: mean
        """
    private static let alone = """
            weights: {seed: 8}
            input: {seed: 8}
        """

    private func run(_ text: String) throws -> CommandRun {
        try scratch.write(text, to: "several.yaml")
        return try scratch.settle("run", "several.yaml")
    }

    @Test("a list with one is refused by name, and nothing is stored, unless the file allows it")
    func list() throws {
        for more in ["", "multistable: refuse"] {
            let refused = try run(Self.study(Self.list, more))
            #expect(refused.status == 65)
            #expect(
                refused.errors.contains("network 1 (6-5-3, weights 8, input 8): its real-valued network has several"))
            #expect(refused.errors.contains("write 'multistable: allow' beside 'networks'"), "\(refused.errors)")
            #expect(try scratch.files == ["several.yaml"])
        }
        let allowed = try run(Self.study(Self.list, "multistable: allow"))
        #expect(allowed.status == 0)
        #expect(
            allowed.errors.contains(
                "1 of the 2 real-valued networks has several fixed points: network 1 (6-5-3, weights 8, input 8)"),
            "\(allowed.errors)")
    }

    @Test("a refusal names all of them")
    func several() throws {
        let list = Self.list.replacing(
            "    combine", with: "      - {weights: {seed: 17}, input: {seed: 17}}\n    combine")
        let refused = try run(Self.study(list))
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("the same is true of network 2; replace them by other seeds"), "\(refused.errors)")
    }

    @Test("the networks of a confirmation are reported, and evaluated")
    func confirmation() throws {
        let study = Self.study(Self.alone.replacing("8", with: "7"))
        let run = try run(study + "confirm: {top: 2, networks: 8..9:8..9}\n")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("(6-5-3, weights 8, input 8); errors are measured against"), "\(run.errors)")
    }

    @Test("a stored study goes on as it began, with the key and without it")
    func stored() throws {
        #expect(try run(Self.study(Self.list, "multistable: allow")).status == 0)
        let more = try run(Self.study(Self.list, trials: 5))
        #expect(more.status == 0 && !more.errors.contains("fixed points:"), "\(more.errors)")
        #expect(try scratch.settle("resume", "several").status == 0)
        #expect(try scratch.settle("replay", "several", "4").status == 0)
        #expect(try scratch.settle("check", "--replay", "2").status == 0)
    }

    @Test("one network is evaluated, and run says what it is; evaluate says it too")
    func alone() throws {
        let first = try run(Self.study(Self.alone))
        #expect(first.status == 0)
        #expect(first.errors.contains("Warning: the real-valued network has several fixed points"), "\(first.errors)")
        let single = try run(Self.study(Self.alone.replacing("8", with: "7")).replacing("several", with: "single"))
        #expect(single.status == 0 && !single.errors.contains("several fixed points"), "\(single.errors)")
        let evaluated = try scratch.settle(
            "evaluate", "--no-keep", "--epsilon", "0.5", "--lambda", "1", "--layers", "6,5,3", "--networks",
            "7..9:7..9",
            "--steps", "10")
        #expect(evaluated.status == 0)
        #expect(evaluated.errors.contains("1 of the 3 real-valued networks has several"), "\(evaluated.errors)")
    }

    @Test("another word than allow and refuse is an error of the file")
    func word() throws {
        let run = try run(Self.study(Self.list, "multistable: maybe"))
        #expect(run.status == 65 && run.errors.contains("write one of: allow, refuse"), "\(run.errors)")
    }
}
