import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import TestSupport
import Testing

@testable import AnnealingStudies

@Suite("Several objectives of a convergence study")
struct SeveralObjectivesTests {
    private static func read(_ minimize: String) throws -> DeclaredStudy {
        try StudyFile.read(StudyText.random.replacing(8, "    minimize: \(minimize)").text, file: "a.yaml")
    }

    @Test(
        "are read from a list, and stored definitions and files read back",
        arguments: [
            ("[meanError, synapticOperations]", ["meanError", "synapticOperations"]),
            ("[finalError, spikes]", ["finalError", "spikes"]),
            (
                "[earlyError, meanError, spikes, synapticOperations]",
                ["earlyError", "meanError", "spikes", "synapticOperations"]
            ),
            ("[{errorAt: 20}, synapticOperations]", ["errorAt20", "synapticOperations"]),
        ])
    func file(minimize: String, names: [String]) throws {
        let study = try Self.read(minimize)
        #expect(study.kind.objectiveNames == names && study.kind.measureName == names[0])
        #expect(Array(study.kind.shownValueNames.prefix(names.count)) == names)
        #expect(Set(names).isSubset(of: study.kind.valueNames))
        #expect(try StudyFile.read(study.definition()) == study)
        #expect(try StudyFile.read(study.fileText, file: "b.yaml") == study)
        // The order is part of the definition: the first is the value of a trial.
        #expect(
            try study.definition().text
                != Self.read(names[0].hasPrefix("errorAt") ? "meanError" : names[0]).definition().text)
    }

    @Test("one objective has the definition and the values that it had before there were several")
    func one() throws {
        let study = try Self.read("meanError")
        #expect(study.kind.objectiveNames == ["meanError"])
        #expect(study.canonicalText.contains(#""minimize":"meanError""#))
        let settings = try #require(study.convergenceSettings)
        let evaluation = try ConvergenceObjective(settings).evaluation(of: Self.candidate(0, .sigmaDelta))
        #expect(!evaluation.values.keys.contains("synapticOperations"))
    }

    private static func candidate(_ number: Int, _ quantizer: Quantizer) -> Candidate {
        Candidate(
            number: number,
            parameters: AnnealingSchedules(
                epsilon: .powerLaw(initial: 0.9, exponent: 0.1), lambda: .powerLaw(initial: 0.8, exponent: 0.5),
                quantizer: quantizer
            ).trialParameters)
    }

    private static func settings(
        _ measure: ConvergenceSettings.Measure, further: [ConvergenceSettings.FurtherObjective]
    ) -> ConvergenceSettings {
        ConvergenceSettings(
            networks: [
                NetworkSpecification(layers: [8, 7, 3], weightSeed: 1, inputSeeds: [2, 3]),
                NetworkSpecification(layers: [9, 6, 5, 4], weightSeed: 4, inputSeeds: [5]),
            ], steps: 130, measure: measure, noiseSeed: 5, furtherObjectives: further)
    }

    @Test("counts are the reference's, summed over inputs and networks; all else is as with one objective")
    func reference() throws {
        for (place, quantizer) in Quantizer.allCases.enumerated() {
            for measure in [ConvergenceSettings.Measure.meanError, .errorAt(40)] {
                let candidate = Self.candidate(place, quantizer)
                let several = Self.settings(measure, further: [.spikes, .synapticOperations])
                let evaluation = try ConvergenceObjective(several).evaluation(of: candidate)
                var (spikes, operations) = (0, 0)
                for (index, network) in several.networks.enumerated() {
                    let experiment = try ConvergenceExperiment(network)
                    let noise = QuantizationNoise(seed: 5 | UInt64(index) << 32, trial: candidate.number)
                    let outcome = experiment.run(
                        try AnnealingSchedules(candidate.parameters), steps: several.evaluatedSteps, noise: noise)
                    guard case .complete(let errors)? = outcome else { throw Absent() }
                    spikes += errors.spikes.reduce(0, +)
                    // Each layer's bits go to its neighbours, but not to the clamped input.
                    for (layer, bits) in errors.spikes.enumerated() {
                        for neighbour in [layer - 1, layer + 1] where (1..<network.layers.count).contains(neighbour) {
                            operations += bits * network.layers[neighbour]
                        }
                    }
                }
                #expect(evaluation.values["spikes"] == Double(spikes))
                #expect(evaluation.values["synapticOperations"] == Double(operations))
                #expect(Set(evaluation.values.keys) == Set(several.valueNames))
                var expected = try ConvergenceObjective(Self.settings(measure, further: [])).evaluation(of: candidate)
                expected.values["synapticOperations"] = Double(operations)
                #expect(evaluation == expected)
            }
        }
    }

    @Test("values do not depend, to the bit, on threads, batch sizes and dispatch levels")
    func identity() throws {
        let further: [ConvergenceSettings.FurtherObjective] = [.synapticOperations]
        let plain = try SmallConvergenceStudy(inputs: 2, networks: 2, further: further)
        try plain.run()
        let expected = try plain.contents()
        let counts = expected.compactMap { $0.values["synapticOperations"] }
        #expect(counts.count == expected.count { $0.state == .complete } && Set(counts).count > 10)
        #expect(counts.allSatisfy { $0 == $0.rounded() && $0 >= 0 })
        try DispatchLevels.withEach { level in
            for (threads, size) in [(1, 256), (2, 1), (2, 7)] {
                var study = try SmallConvergenceStudy(inputs: 2, networks: 2, further: further)
                study.objective.preferredBatchSize = size
                try study.run(threads: threads)
                #expect(try study.contents() == expected, "\(level), \(threads) threads, batches of \(size)")
            }
        }
    }

    @Test("there is no bound, so nothing is pruned losslessly")
    func bound() throws {
        let study = try SmallConvergenceStudy(further: [.spikes])
        #expect(!study.objective.hasMonotoneBound)
        #expect(throws: SchedulerError.self) { try study.run(.keep(5)) }
    }

    static let lists: [BadStudy] = [
        bad(
            "a front of one objective", "[meanError]", value: "[meanError]",
            rule: "a front needs two objectives or more, and this list has one",
            remedy: "add another one, or write one word without a list"),
        bad("an empty list", "[]", value: "[]", rule: "this list has none", remedy: "add another one"),
        bad(
            "the same objective twice", "[meanError, spikes, meanError]", at: "[2]", value: "meanError",
            rule: "the objective stands twice", remedy: "remove one of the two"),
        bad(
            "an unknown objective", "[meanError, energy]", at: "[1]", value: "energy",
            rule: "there is no such objective",
            remedy: "write two or more of: meanError, earlyError, finalError, meanEuclideanError, spikes, "
                + "synapticOperations"),
        bad(
            "a count first", "[spikes, meanError]", at: "[0]", value: "spikes",
            rule: "the first objective is the value of a trial and has to be an error",
            remedy: "put an error first, as in [meanError, spikes]"),
        bad(
            "a count alone", "synapticOperations", value: "synapticOperations",
            rule: "the fewest are those of a network that never fires",
            remedy: "minimize an error beside it, as in [meanError, synapticOperations]"),
        bad(
            "the error at a step beside a mean", "[meanError, {errorAt: 20}]", at: "[1]", value: "{errorAt: 20}",
            rule: "a trial of {errorAt: 20} stops at step 20, so it has no other error",
            remedy: "minimize it beside spikes or synapticOperations"),
        bad(
            "a mean beside the error at a step", "[{errorAt: 20}, spikes, finalError]", at: "[2]", value: "finalError",
            rule: "a trial of {errorAt: 20} stops at step 20", remedy: "minimize it beside spikes"),
        bad(
            "a step beyond the last", "[{errorAt: 51}, spikes]", at: "[0].errorAt", value: "51",
            rule: "a trial has no error at this step", remedy: "give a step from 1 to 50"),
    ]

    private static func bad(
        _ what: String, _ minimize: String, at place: String = "", value: String, rule: String, remedy: String
    ) -> BadStudy {
        BadStudy(
            what, 8, "    minimize: \(minimize)", key: "objective.convergence.minimize\(place)", value: value,
            rule: rule, remedy: remedy)
    }

    private static let two = StudyText.random.replacing(8, "    minimize: [meanError, spikes]")
    private static let several = "this study has 2 objectives, meanError and spikes"

    static let companions: [BadStudy] =
        ["tpe", "gp", "cmaes", "auto"].map { sampler in
            BadStudy(
                "the sampler \(sampler)", 9, "sampler: \(sampler)", in: two, key: "sampler", value: sampler,
                rule: "a sampler that learns needs one value for each trial, and \(several)",
                remedy: "use random, sobol, grid or points, or minimize one value")
        } + [
            BadStudy(
                "a scheduler", 10, "trials: 8\nscheduler: {median: {cohort: 4}}", in: two, key: "scheduler", line: 11,
                value: "{median: {cohort: 4}}", rule: "a scheduler compares trials by one value, and \(several)",
                remedy: "remove 'scheduler', or minimize one value"),
            BadStudy(
                "a race", 10, "trials: 8\nrepeat: {seeds: 5, prune: race}", in: two, key: "repeat", line: 11,
                value: "{seeds: 5, prune: race}", rule: "a race compares trials by one value, and \(several)",
                remedy: "remove 'prune', or minimize one value"),
            BadStudy(
                "a confirmation", 10, "trials: 8\nconfirm: {top: 3, networks: 17..18:117..118}", in: two,
                key: "confirm", line: 11, value: "{top: 3, networks: 17..18:117..118}",
                rule: "a confirmation scores the best trials by one value, and \(several)",
                remedy: "remove 'confirm', or minimize one value"),
        ]

    @Test(
        "lists that are no front, and what does not go with a front, are refused on their line",
        arguments: lists + companions)
    func refusals(_ bad: BadStudy) throws {
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(bad.text, file: "bad.yaml") }
        #expect(error.line == bad.line && error.key == bad.key && error.value == bad.value, "\(error)")
        #expect(error.rule.contains(bad.rule) && error.remedy.contains(bad.remedy), "\(error)")
    }

    @Test("samplers that do not learn go with them", arguments: ["{random: {seed: 3}}", "sobol", "{sobol: {seed: 4}}"])
    func samplers(sampler: String) throws {
        let study = try StudyFile.read(Self.two.replacing(9, "sampler: \(sampler)").text, file: "a.yaml")
        #expect(study.kind.objectiveNames.count == 2)
        let grid = StudyText.grid.replacing(8, "    minimize: [meanError, spikes]")
        #expect(try StudyFile.read(grid.text, file: "a.yaml").kind.objectiveNames.count == 2)
    }

    private struct Absent: Error {}
}
