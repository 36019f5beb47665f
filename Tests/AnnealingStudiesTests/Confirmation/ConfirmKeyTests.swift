import HyperparameterSearch
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The key confirm of a study file")
struct ConfirmKeyTests {
    private func read(_ confirm: String, in text: StudyText = .random) throws -> DeclaredStudy {
        try StudyFile.read(text.text + confirm + "\n", file: "a.yaml")
    }

    private func plan(_ confirm: String) throws -> ConvergenceConfirmation {
        try #require(try read(confirm).confirmation?.plan as? ConvergenceConfirmation)
    }

    @Test("takes networks by seeds, as the command line does, or as a list, with the search's layers and steps")
    func forms() throws {
        let short = try plan("confirm: {top: 20, networks: 17..18:117..118}")
        #expect(
            short.settings.networks
                == [17, 18].map {
                    NetworkSpecification(layers: [6, 5, 3], weightSeed: $0, inputSeeds: [$0 + 100])
                })
        #expect(short.settings.steps == 50 && short.settings.measure == .meanError)
        #expect(short.settings.aggregation == .geometricMean, "one network says nothing of combining")
        let list = try plan(
            """
            confirm:
              top: 3
              networks:
                - {weights: {seed: 17}, input: {seed: 117}}
                - {layers: [4, 2], weights: {seed: 18}, input: {seeds: [1, 2]}}
            """)
        #expect(list.settings.networks[0] == short.settings.networks[0])
        #expect(
            list.settings.networks[1] == NetworkSpecification(layers: [4, 2], weightSeed: 18, inputSeeds: [1, 2]))
        #expect(try read("confirm: {networks: '17:117, 18:118', top: 1}").confirmation?.top == 1)
    }

    @Test("changes neither the definition nor the name, and comes back from the file and the store")
    func identity() throws {
        let plain = try StudyFile.read(StudyText.random.text, file: "a")
        let confirmed = try read("confirm: {top: 20, networks: 17..18:117..118}")
        #expect(try confirmed.definition() == plain.definition())
        #expect(confirmed != plain)
        #expect(try StudyFile.read(confirmed.fileText, file: "b") == confirmed)
        let text = try #require(confirmed.confirmation?.canonical.text)
        #expect(try plain.confirmation(stored: text) == confirmed.confirmation)
        #expect(throws: StudyFileError.self) { try plain.confirmation(stored: "{\"top\": 0}") }
    }

    @Test(
        "is refused with the value, the rule and the remedy",
        arguments: [
            ("confirm: {networks: 17:117}", "confirm.top", "the key is missing"),
            ("confirm: {top: 0, networks: 17:117}", "confirm.top", "out of range"),
            ("confirm: {top: 2}", "confirm.networks", "the key is missing"),
            ("confirm: {top: 2, networks: 17}", "confirm.networks", "not two seeds"),
            ("confirm: {top: 2, networks: 5..4:1..2}", "confirm.networks", "no range of seeds"),
            ("confirm: {top: 2, networks: []}", "confirm.networks", "1 to 1000 networks are needed"),
            ("confirm: {top: 2, networks: '3:1, 3:1'}", "confirm.networks", "would count twice"),
            ("confirm: {top: 2, seeds: [1]}", "confirm", "there is no such key"),
            ("confirm: 3", "confirm", "this must be what confirms"),
            // The search's own network, with its own input and with another.
            ("confirm: {top: 2, networks: 1:2}", "confirm.networks", "on which the search chose its best"),
            ("confirm: {top: 2, networks: '9:9, 1:77'}", "confirm.networks", "'6-5-3, weights 1, input 77'"),
        ])
    func refused(confirm: String, key: String, rule: String) throws {
        let error = try #require(throws: StudyFileError.self) { try read(confirm) }
        #expect(error.line == 17)
        #expect(error.key == key)
        #expect(error.rule.contains(rule), "\(error.rule)")
    }

    @Test("needs the layers where the search's networks differ in them")
    func layers() throws {
        var text = StudyText.random
        text.lines.replaceSubrange(
            3...5,
            with: [
                "    networks:", "      - {layers: [6, 3], weights: {seed: 1}, input: {seed: 2}}",
                "      - {layers: [5, 3], weights: {seed: 1}, input: {seed: 2}}", "    combine: mean",
            ])
        let error = try #require(throws: StudyFileError.self) {
            try read("confirm: {top: 2, networks: 17:117}", in: text)
        }
        #expect(error.rule.contains("differ in their layers"))
        let listed = try read(
            "confirm: {top: 2, networks: [{layers: [5, 3], weights: {seed: 7}, input: {seed: 2}}]}", in: text)
        #expect(listed.confirmation?.plan.meanName == "mean")
    }

    @Test("of a training study takes seeds that it does not use")
    func training() throws {
        let study = try read("confirm: {top: 2, seeds: [1, 2, 3]}", in: .training)
        let plan = try #require(study.confirmation?.plan as? TrainingConfirmation)
        #expect(plan.seeds == [1, 2, 3])
        #expect(plan.settings.seed == 1)
        for (seeds, rule) in [
            ("[4]", "the search itself trains with this seed"), ("[7, 1234]", "the search itself trains"),
            ("[1, 1]", "stands twice"), ("[]", "1 to 1000 seeds"), ("[-1]", "out of range"),
        ] {
            let error = try #require(throws: StudyFileError.self) {
                try read("confirm: {top: 2, seeds: \(seeds)}", in: .training)
            }
            #expect("\(error.rule); \(error.remedy)".contains(rule), "\(error)")
        }
        let repeated = try #require(throws: StudyFileError.self) {
            try read("repeat: {seeds: 3}\nconfirm: {top: 2, seeds: [1236]}", in: .training)
        }
        #expect(repeated.rule.contains("the search itself trains"))
    }
}
