import AnnealingStudies
import StudyFiles
import Testing

@Suite("Several networks in a study file")
struct NetworksFileTests {
    private static let base = StudyText.random

    /// The small study with these lines in place of its network.
    private func file(_ lines: String...) -> String {
        var text = Self.base
        text.lines.replaceSubrange(3..<6, with: lines.map { "    " + $0 })
        return text.text
    }

    private func settings(_ text: String) throws -> ConvergenceSettings {
        guard let settings = try StudyFile.read(text, file: "s.yaml").kind as? ConvergenceSettings else {
            throw CancellationError()
        }
        return settings
    }

    @Test("take what they do not give from beside the list")
    func shared() throws {
        let settings = try settings(
            file(
                "layers: [6, 5, 3]", "input: {seed: 9}",
                "networks: [{weights: {seed: 1}}, {weights: {seed: 2}, input: {seeds: [3, 4]}, layers: [7, 2]}]",
                "combine: mean"))
        #expect(
            settings.networks == [
                NetworkSpecification(layers: [6, 5, 3], weightSeed: 1, inputSeeds: [9]),
                NetworkSpecification(layers: [7, 2], weightSeed: 2, inputSeeds: [3, 4]),
            ])
        #expect(settings.aggregation == .mean)
        #expect(settings.valueNames.suffix(2) == ["instance.0", "instance.1"])
    }

    @Test("may stand under the old name, and are the same study")
    func oldName() throws {
        let list = "[{weights: {seed: 1}}, {weights: {seed: 2}}]"
        let studies = try ["networks", "instances"].map { key in
            try StudyFile.read(
                file("layers: [6, 3]", "input: {seed: 9}", "\(key): \(list)", "combine: mean"), file: "s.yaml")
        }
        #expect(studies[0] == studies[1])
        // Definitions that were stored before keep their bytes.
        #expect(studies[0].canonicalText.contains(#""instances":["#))
        #expect(!studies[0].canonicalText.contains("networks"))
    }

    @Test("one in a list is the same study as one without")
    func one() throws {
        let listed = try StudyFile.read(
            file("networks: [{layers: [6, 5, 3], weights: {seed: 1}, input: {seed: 2}}]"), file: "s.yaml")
        let plain = try StudyFile.read(Self.base.text, file: "s.yaml")
        #expect(listed == plain)
        #expect(listed.canonicalText == plain.canonicalText)
        #expect(!plain.canonicalText.contains("instances"))
    }

    @Test(
        "that cannot be are refused, by name",
        arguments: [
            (["layers: [6, 3]", "weights: {seed: 1}", "input: {seed: 2}", "networks: []"], "1 to 1000 networks"),
            (
                ["layers: [6, 3]", "input: {seed: 2}", "networks: [{weights: {seed: 1}}, {}]", "combine: mean"],
                "missing"
            ),
            (
                ["layers: [6, 3]", "input: {seed: 2}", "networks: [{weights: {seed: 1}}, {weights: {seed: 1}}]"],
                "networks 0 and 1 are the same"
            ),
            (
                ["layers: [6, 3]", "input: {seed: 2}", "networks: [{weights: {seed: 1}}, {weights: {seed: 2}}]"],
                "does not say how the errors"
            ),
            (
                [
                    "layers: [6, 3]", "input: {seed: 2}", "networks: [{weights: {seed: 1}}, {weights: {seed: 2}}]",
                    "combine: median",
                ], "no such choice"
            ),
            (["layers: [6, 3]", "weights: {seed: 1}", "input: {seed: 2}", "combine: mean"], "nothing to combine"),
            (
                [
                    "layers: [6, 3]", "input: {seed: 2}", "networks: [{weights: {seed: 1}}, {weights: {seed: 2}}]",
                    "instances: [{weights: {seed: 1}}, {weights: {seed: 2}}]", "combine: mean",
                ], "'instances' is the old name of 'networks'"
            ),
            (
                [
                    "layers: [6, 3]", "weights: {seed: 3}", "input: {seed: 2}",
                    "networks: [{weights: {seed: 1}}, {weights: {seed: 2}}]", "combine: mean",
                ], "every one of the networks has its own"
            ),
            (["layers: [6, 3]", "input: {seed: 2}", "networks: [{weight: {seed: 1}}]"], "no such key"),
            (
                [
                    "layers: [10000, 10000]", "input: {seed: 2}",
                    "networks: [{weights: {seed: 1}}, {weights: {seed: 2}}, {weights: {seed: 3}}]", "combine: mean",
                ], "more than 200000000 weights"
            ),
        ])
    func refused(lines: [String], rule: String) throws {
        var text = Self.base
        text.lines.replaceSubrange(3..<6, with: lines.map { "    " + $0 })
        do {
            _ = try StudyFile.read(text.text, file: "s.yaml")
            Issue.record("it was accepted")
        } catch {
            #expect(error.description.contains(rule), "\(error)")
            #expect(error.description.hasPrefix("s.yaml:"), "\(error)")
        }
    }

    @Test("that changed are named in what differs")
    func differences() throws {
        let networks = ["{weights: {seed: 1}}, {weights: {seed: 2}}", "{weights: {seed: 1}}, {weights: {seed: 5}}"]
        let definitions = try networks.map {
            try StudyFile.read(
                file("layers: [6, 3]", "input: {seed: 9}", "networks: [\($0)]", "combine: mean"), file: "s.yaml"
            ).definition()
        }
        #expect(
            DeclaredStudy.differences(stored: definitions[0], offered: definitions[1])
                == ["objective.convergence.instances[1].weights.seed: stored 2, now 5"])
    }
}
