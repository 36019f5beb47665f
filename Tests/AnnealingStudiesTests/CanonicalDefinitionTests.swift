import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@Suite("A study's stored definition")
struct CanonicalDefinitionTests {
    private func small(_ line: Int, _ text: String) throws -> StudyDefinition {
        try StudyFile.read(StudyText.random.replacing(line, text).text, file: "small.yaml").definition()
    }

    private var stored: StudyDefinition {
        get throws { try StudyFile.read(StudyText.random.text, file: "small.yaml").definition() }
    }

    @Test("reads back as the same study, for those that are shipped", arguments: ShippedStudies.names)
    func shipped(name: String) throws {
        var study = try StudyFile.read(path: ShippedStudies.path(name))
        // It is no part of a search's identity.
        study.confirmation = nil
        let definition = try study.definition()
        let again = try StudyFile.read(definition)
        #expect(again == study)
        #expect(try again.definition() == definition)
    }

    @Test("reads back as the same study, whatever its shape", arguments: 0..<300 as Range<UInt32>)
    func generated(seed: UInt32) throws {
        var generator = StudyGenerator(seed: seed)
        let study = generator.study()
        let definition = try study.definition()
        let again = try StudyFile.read(definition)
        #expect(again == study)
        #expect(try again.definition() == definition)
        // The text is YAML, so a person may make a study file of it.
        #expect(!definition.text.contains("\n"))
    }

    @Test("does not hold the name or the number of trials")
    func identity() throws {
        #expect(try small(10, "trials: 9").text == stored.text)
        #expect(try small(10, "trials: 9").budget == 9)
        #expect(try small(1, "name: other").text == stored.text)
    }

    @Test("does not depend on how the file is written")
    func spelling() throws {
        #expect(try small(7, "    steps: 50 # fifty").text == stored.text)
        #expect(try small(13, "    initial: {to: 1.0, from: 0.0}").text == stored.text)
        #expect(try small(15, "  lambda: {constant: 1}").text == stored.text)
        #expect(try small(15, "  lambda: '1'").text == stored.text)
        #expect(try small(16, "  quantizer: [sigma-delta]").text == stored.text)
        #expect(try small(9, "sampler: {random: {stream: keyed, seed: 3}}").text == stored.text)
    }

    @Test("has no decoder if all trials have the paper's, and names the decoders otherwise")
    func decoder() throws {
        #expect(try small(16, "  quantizer: sigma-delta\n  decoder: paper").text == stored.text)
        #expect(try small(16, "  quantizer: sigma-delta\n  decoder: [paper]").text == stored.text)
        let aligned = try small(16, "  quantizer: sigma-delta\n  decoder: aligned")
        #expect(aligned.text.contains(#""decoder":["aligned"]"#))
        #expect(try !stored.text.contains("decoder"))
        let both = try small(16, "  quantizer: sigma-delta\n  decoder: [paper, aligned]")
        #expect(both.text.contains(#""decoder":["paper","aligned"]"#))
    }

    @Test("has no clock if tau is the step, and all constants of a surprise clock otherwise")
    func clock() throws {
        #expect(try small(16, "  quantizer: sigma-delta\n  clock: steps").text == stored.text)
        #expect(try !stored.text.contains("clock"))
        let plain = try small(16, "  quantizer: sigma-delta\n  clock: surprise")
        #expect(
            plain.text.contains(
                #""clock":{"surprise":{"fastRate":0.3,"refractory":20,"slowRate":0.05,"threshold":2}}"#))
        #expect(try small(16, "  quantizer: sigma-delta\n  clock: {surprise: {threshold: 2}}").text == plain.text)
        let searched = try small(16, "  quantizer: sigma-delta\n  clock: {surprise: {threshold: {from: 1.5, to: 3}}}")
        #expect(searched.text.contains(#""threshold":{"from":1.5,"to":3}"#))
        let listed = try small(16, "  quantizer: sigma-delta\n  clock: [steps, surprise(threshold=3)]")
        #expect(listed.text.contains(#""clock":["steps","surprise(threshold=3)"]"#))
    }

    @Test("has inputs only if they switch, and their seed as that of the network's input")
    func inputs() throws {
        let beside = try small(7, "    steps: 50\n    inputs: {switchEvery: 10, count: 4}").text
        #expect(beside.contains(#""inputs":{"count":4,"switchEvery":10}"#))
        #expect(try !stored.text.contains(#""inputs""#))
        let own = StudyText.random.replacing(6, "    inputs: {switchEvery: 10, count: 4, seed: 2}").text
        #expect(try StudyFile.read(own, file: "small.yaml").definition().text == beside)
    }

    @Test("names the axes of layers, which are drawn from the lowest layer up")
    func layers() throws {
        let text = StudyText.random.replacing(
            15, "  lambda: {layers: [1/t, {initial: {from: 0, to: 2}, exponent: 1}, {constant: 0.5}]}")
        let study = try StudyFile.read(text.text, file: "small.yaml")
        #expect(
            study.parameterNames == [
                "epsilon.initial", "epsilon.exponent", "lambda.layer0.initial", "lambda.layer0.exponent",
                "lambda.layer1.initial", "lambda.layer1.exponent", "lambda.layer2.constant", "quantizer",
            ])
        #expect(try study.definition().text.contains(#""lambda":{"layers":[{"exponent":1,"initial":1},"#))
        let trial = try study.independentSampler().parameters(ofTrial: 3)
        let drawn = try AnnealingSchedules(trial)
        #expect(drawn.lambda.count == 3 && drawn.lambda[2] == .constant(0.5) && drawn.epsilon.count == nil)
        #expect(study.kind.summary(of: trial)?["lambda"] == drawn.lambda.description)
        let pattern = try #require(study.kind.summaryPatterns(of: trial)?["lambda"])
        let written = try pattern.map { piece in
            switch piece {
            case .text(let text): text
            case .number(let name): try trial.number(name).shortestText
            }
        }
        #expect(written.joined() == drawn.lambda.description)
    }

    @Test(
        "names each key that changed, with both values",
        arguments: [
            (7, "    steps: 60", ["objective.convergence.steps: stored 50, now 60"]),
            (4, "    layers: [6, 3]", ["objective.convergence.layers: stored [6,5,3], now [6,3]"]),
            (5, "    weights: {seed: 9}", ["objective.convergence.weights.seed: stored 1, now 9"]),
            (6, "    input: {seeds: [2, 3]}", ["objective.convergence.input.seeds: stored [2], now [2,3]"]),
            (
                8, "    minimize: finalError",
                [#"objective.convergence.minimize: stored "meanError", now "finalError""#]
            ),
            (9, "sampler: {random: {seed: 4}}", ["sampler.random.seed: stored 3, now 4"]),
            (
                9, "sampler: {random: {seed: 3, significantDigits: 3}}",
                ["sampler.random.significantDigits: stored nothing, now 3"]
            ),
            (13, "    initial: {from: 0, to: 2}", ["space.epsilon.initial.to: stored 1, now 2"]),
            (
                15, "  lambda: {exponential: {initial: 1, tau: 20}}",
                [
                    "space.lambda.constant: stored 1, now nothing",
                    "space.lambda.exponential.initial: stored nothing, now 1",
                    "space.lambda.exponential.tau: stored nothing, now 20",
                ]
            ),
            (
                16, "  quantizer: [sigma-delta, threshold]",
                [#"space.quantizer: stored ["sigma-delta"], now ["sigma-delta","threshold"]"#]
            ),
        ])
    func differences(line: Int, text: String, expected: [String]) throws {
        let offered = try small(line, text)
        #expect(try offered.text != stored.text)
        #expect(try DeclaredStudy.differences(stored: stored, offered: offered) == expected)
    }

    @Test("names the point that changed, and no other")
    func pointDifferences() throws {
        let study = try StudyFile.read(path: ShippedStudies.path("paper-figure-2"))
        var changed = study
        let point = changed.points[3]
        guard case .binary(var schedules) = try TrialNetwork(point.parameters) else { throw CancellationError() }
        schedules.quantizer = .threshold
        changed.points[3] = StudyPoint(.binary(schedules), parent: point.parent).declared
        #expect(
            try DeclaredStudy.differences(stored: study.definition(), offered: changed.definition())
                == [#"points[3].quantizer: stored "stochastic", now "threshold""#])
    }

    @Test("does not differ from itself")
    func noDifferences() throws {
        #expect(try DeclaredStudy.differences(stored: stored, offered: stored).isEmpty)
    }

    @Test("of a newer version is refused by the study's name")
    func newer() throws {
        let definition = try StudyDefinition(
            name: "later", text: #"{"objective":{"convergence":{}},"sampler":"grid","pruning":true}"#,
            direction: .minimize, budget: 3)
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(definition) }
        #expect(error.file == "the stored definition of later")
        #expect(error.value == "pruning")
    }
}
