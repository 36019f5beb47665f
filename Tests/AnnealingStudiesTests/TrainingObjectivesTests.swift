import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("Several objectives of a training study")
struct TrainingObjectivesTests {
    private static func read(_ minimize: String) throws -> DeclaredStudy {
        try StudyFile.read(StudyText.training.replacing(8, "    minimize: \(minimize)").text, file: "a.yaml")
    }

    @Test("are read from a list, and read back; one objective has the definition that it had")
    func file() throws {
        let study = try Self.read("[testError, synapticOperations]")
        #expect(study.kind.objectiveNames == ["testError", "synapticOperations"])
        #expect(study.kind.valueNames.contains("synapticOperations"))
        #expect(try StudyFile.read(study.definition()) == study)
        #expect(try StudyFile.read(study.fileText, file: "b.yaml") == study)
        let one = try Self.read("testError")
        #expect(one.canonicalText.contains(#""minimize":"testError""#))
        #expect(!one.kind.valueNames.contains("synapticOperations"))
    }

    @Test("the operations are those of the spikes per neuron and step; a continuous network has none")
    func values() throws {
        var plan = TrainingPlan(hidden: [20], epochs: 1)
        plan.rule.rates = [0.4, 0.2]
        var settings = TrainingSettings(plan: plan, seed: 3)
        let networks: [TrialNetwork] = [
            .binary(
                AnnealingSchedules(
                    epsilon: .powerLaw(initial: 0.843, exponent: 0.0923),
                    lambda: .powerLaw(initial: 0.832, exponent: 0.584), quantizer: .sigmaDelta)),
            .continuous(epsilon: 0.5),
        ]
        for (number, network) in networks.enumerated() {
            let point = StudyPoint(network, seed: 1).declared
            let candidate = Candidate(number: number, parameters: point.parameters)
            settings.furtherObjectives = []
            var expected = try TrainingObjective(settings, images: Patterns.images, threads: 1).evaluation(
                of: candidate)
            settings.furtherObjectives = [.synapticOperations]
            let evaluation = try TrainingObjective(settings, images: Patterns.images, threads: 1).evaluation(
                of: candidate)
            let operations = evaluation.values["synapticOperations"]
            if case .continuous = network {
                #expect(operations == nil)
            } else {
                let trace = try #require(evaluation.trace.flatMap { LearningTrace($0) })
                let spikes = try #require(trace.readings.last?.test.spikes)
                let inputs = Patterns.images.inputUnits
                let steps = Double(plan.rule.negativeSteps)
                // Of the input to the hidden layer, of this to the output, and of the output to the hidden layer.
                let perStep = [(inputs, 20), (20, 10), (10, 20)].enumerated().map { layer, sizes in
                    spikes[layer] * Double(sizes.0 * sizes.1)
                }
                let counted = steps * perStep.reduce(0, +)
                #expect(counted > 0 && abs((operations ?? .nan) - counted) <= 1e-9 * counted)
            }
            expected.values["synapticOperations"] = operations
            #expect(evaluation == expected)
        }
    }

    @Test(
        "lists that are no front are refused on their line",
        arguments: [
            ("[testError]", "", "a front needs two objectives or more"),
            ("[spikes, testError]", "[0]", "the first objective is the value of a trial and has to be an error"),
            ("[testError, testError]", "[1]", "the objective stands twice"),
            ("[testError, seconds]", "[1]", "there is no such choice"),
        ])
    func refusals(minimize: String, place: String, rule: String) {
        let error = #expect(throws: StudyFileError.self) { try Self.read(minimize) }
        #expect(error?.line == 8 && error?.key == "objective.training.minimize\(place)", "\(String(describing: error))")
        #expect(error?.rule.contains(rule) == true, "\(String(describing: error))")
    }
}
