import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import TestSupport
import Testing

@testable import AnnealingStudies

@Suite("Adaptive delta modulation in studies")
struct AdaptiveDeltaStudyTests {
    typealias Constants = AdaptiveDeltaModulation.Constants

    private static func modulations() throws -> [(AdaptiveDeltaModulation, String)] {
        let tuned = try Constants(
            increase: 1.241, decrease: 0.329, initialStep: 0.102, smallestStep: 1e-7, largestStep: 0.5)
        let coarse = try Constants(
            increase: 1.5, decrease: 0.5, initialStep: 0.25, smallestStep: 0.001, largestStep: 0.5)
        return [
            (AdaptiveDeltaModulation(), "adaptiveDelta"),
            (AdaptiveDeltaModulation(coarse), "adaptiveDelta(smallestStep=0.001)"),
            (
                AdaptiveDeltaModulation(input: tuned, others: coarse),
                "adaptiveDelta(input.increase=1.241 input.decrease=0.329 input.initialStep=0.102 "
                    + "others.smallestStep=0.001)"
            ),
            (
                AdaptiveDeltaModulation(input: Constants(), others: coarse),
                "adaptiveDelta(others.smallestStep=0.001)"
            ),
        ]
    }

    /// A study of the code with these lines as its space.
    private func study(_ space: String..., lines: Int = 11) throws -> DeclaredStudy {
        let text = StudyText(lines: Array(StudyText.random.lines.prefix(lines)) + space)
        return try StudyFile.read(text.text, file: "small.yaml", kinds: .annealing)
    }

    @Test("the text has the constants that are not the usual ones, and is read again; so are parameters and points")
    func texts() throws {
        for (modulation, text) in try Self.modulations() {
            #expect(CodeText(modulation).text == text)
            #expect(try CodeText(parsing: text).modulation == modulation)
            for epsilon in [LayerSchedules.shared(.constant(0.9)), .each([.constant(1.025), .constant(0.882)])] {
                let schedules = AnnealingSchedules(epsilon: epsilon, adaptiveDelta: modulation)
                #expect(try AnnealingSchedules(schedules.trialParameters) == schedules)
                #expect(schedules.lambdaText == nil && schedules.quantizerText == nil && schedules.codeText == text)
                let written = epsilon.count == nil ? "0.9" : "{layers: [1.025, 0.882]}"
                let lines =
                    StudyText.random.lines.prefix(8) + [
                        "sampler: points", "points:", "  - {epsilon: \(written), code: \(text)}",
                    ]
                let points = try StudyFile.read(
                    StudyText(lines: Array(lines)).text, file: "small.yaml", kinds: .annealing
                ).points
                #expect(points == [StudyPoint(.binary(schedules)).declared])
            }
        }
        let both = try CodeText(parsing: "adaptiveDelta(increase=2 input.decrease=0.25)").modulation
        #expect(both.input.numbers == [2, 0.25, 0.25, 1e-7, 0.5] && both.others.numbers == [2, 0.5, 0.25, 1e-7, 0.5])
        for text in [
            "", "adaptive", "adaptiveDelta(", "adaptiveDelta()x", "adaptiveDelta(1.5)", "adaptiveDelta(increase=x)",
            "adaptiveDelta(increase=2 increase=2)", "adaptiveDelta(increase=2 input.increase=2)",
            "adaptiveDelta(hidden.increase=2)", "adaptiveDelta(input.others.increase=2)", "adaptiveDelta(step=1)",
            "adaptiveDelta(input.=2)", "adaptiveDelta(=2)",
        ] {
            #expect(throws: CodeTextError.form, "\(text)") { try CodeText(parsing: text) }
        }
        #expect(throws: CodeTextError.constants(.increase(0.5))) {
            try CodeText(parsing: "adaptiveDelta(increase=0.5)")
        }
        #expect(throws: CodeTextError.self) { try CodeText(parsing: "adaptiveDelta(others.decrease=nan)") }
    }

    @Test("parameters are named by the part of the network where the parts differ; all are needed")
    func parameters() throws {
        let (shared, layered) = (try Self.modulations()[1].0, try Self.modulations()[2].0)
        let schedules = AnnealingSchedules(epsilon: .shared(.constant(0.9)), adaptiveDelta: shared)
        #expect(
            schedules.trialParameters == [
                "epsilon.constant": 0.9, "code.increase": 1.5, "code.decrease": 0.5, "code.initialStep": 0.25,
                "code.smallestStep": 0.001, "code.largestStep": 0.5,
            ])
        let names = AnnealingSchedules(epsilon: .shared(.constant(0.9)), adaptiveDelta: layered).trialParameters.values
        #expect(names.count == 11 && names["code.input.increase"] == 1.241 && names["code.others.increase"] == 1.5)
        for name in schedules.trialParameters.values.keys {
            var parameters = schedules.trialParameters
            parameters.values[name] = nil
            #expect(throws: ParameterError.self, "\(name)") { try AnnealingSchedules(parameters) }
        }
        var bad = schedules.trialParameters
        bad.values["code.decrease"] = 2
        #expect(throws: ParameterError.self) { try AnnealingSchedules(bad) }
    }

    @Test("a space draws epsilon, then the constants; its definition has all of them")
    func space() throws {
        let plain = try study("  epsilon: 0.9", "  code: adaptiveDelta")
        let text = try plain.definition().text
        #expect(
            text.contains(
                #""code":{"adaptiveDelta":{"decrease":0.5,"increase":1.5,"initialStep":0.25,"largestStep":0.5,"#))
        #expect(!text.contains("lambda") && !text.contains("quantizer"))
        #expect(try study("  epsilon: 0.9", "  code: {adaptiveDelta: {increase: 1.5}}").definition().text == text)
        let searched = try study(
            "  epsilon: {layers: [{constant: {from: 0.5, to: 1.2}}, 0.9]}",
            "  code:", "    adaptiveDelta:", "      input: {increase: {from: 1, to: 2}, decrease: [0.3, 0.5]}",
            "      others: {smallestStep: {from: 1e-8, to: 1e-3, log: true}}")
        let names = searched.sampling.space?.dimensions.map(\.parameter.name) ?? []
        #expect(
            names.prefix(4) == [
                "epsilon.layer1.constant", "epsilon.layer2.constant", "code.input.increase",
                "code.input.decrease",
            ])
        #expect(names.count == 12 && names.last == "code.others.largestStep")
        let sampler = try searched.independentSampler()
        for number in 0..<8 {
            let schedules = try AnnealingSchedules(sampler.parameters(ofTrial: number))
            let modulation = try #require(schedules.code.adaptiveDelta)
            #expect((1...2).contains(modulation.input.increase) && modulation.others.increase == 1.5)
        }
    }

    @Test(
        "a space or a point that cannot be is refused with the key, the value, the rule and the remedy",
        arguments: [
            (
                ["  epsilon: 0.9", "  code: adaptiveDelta", "  lambda: 1"], "space.lambda", "has no lambda",
                "leave 'lambda'"
            ),
            (
                ["  epsilon: 0.9", "  code: adaptiveDelta", "  quantizer: tracking"], "space.quantizer",
                "has no quantizer",
                "leave 'quantizer'"
            ),
            (
                ["  epsilon: 0.9", "  code: adaptiveDelta", "  decoder: aligned"], "space.decoder", "has no decoder",
                "leave 'decoder'"
            ),
            (
                ["  epsilon: 0.9", "  code: adaptiveDelta", "  clock: surprise"], "space.clock", "has no clock",
                "leave 'clock'"
            ),
            (["  epsilon: 1/t", "  code: adaptiveDelta"], "space.epsilon", "epsilon is a constant", "one number"),
            (["  code: adaptiveDelta"], "space.epsilon", "the key is missing", "add 'epsilon:'"),
            (["  epsilon: 0.9", "  code: delta"], "space.code", "this is no code", "write adaptiveDelta"),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {increase: {from: 0.5, to: 2}}}"],
                "space.code.adaptiveDelta.increase", "cannot increase by the factor 0.5", "at least 1"
            ),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {decrease: [0.5, 1.5]}}"],
                "space.code.adaptiveDelta.decrease",
                "cannot decrease by the factor 1.5", "at most 1"
            ),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {decrease: 0}}"], "space.code.adaptiveDelta.decrease",
                "cannot decrease by the factor 0", "above 0"
            ),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {others: {initialStep: 1.5}}}"],
                "space.code.adaptiveDelta.others.initialStep", "1.5 is no step", "at most 1"
            ),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {smallestStep: {from: 0.1, to: 0.6}}}"],
                "space.code.adaptiveDelta.smallestStep", "above the largest, 0.5", "lower the smallest"
            ),
            (
                ["  epsilon: 0.9", "  code: {adaptiveDelta: {increase: 2, input: {increase: 2}}}"],
                "space.code.adaptiveDelta", "no such key", "input, others"
            ),
        ])
    func refused(space: [String], key: String, rule: String, remedy: String) {
        let text = StudyText(lines: Array(StudyText.random.lines.prefix(11)) + space).text
        let error = #expect(throws: StudyFileError.self) {
            try StudyFile.read(text, file: "small.yaml", kinds: .annealing)
        }
        #expect(error?.key == key)
        #expect(error?.rule.contains(rule) == true, "\(error?.rule ?? "")")
        #expect(error?.remedy.contains(remedy) == true, "\(error?.remedy ?? "")")
    }

    @Test("a point with lambda, with an epsilon that anneals, or of another number of layers is refused")
    func points() throws {
        for (point, rule) in [
            ("{epsilon: 0.9, lambda: 1, code: adaptiveDelta}", "has no lambda"),
            ("{epsilon: 1/t, code: adaptiveDelta}", "epsilon is a constant"),
            ("{epsilon: 0.9, code: adaptiveDelta(decrease=2)}", "cannot decrease"),
            ("{epsilon: {layers: [0.9, 0.9, 0.9]}, code: adaptiveDelta}", "schedules for 3 layers"),
        ] {
            let lines = Array(StudyText.random.lines.prefix(8)) + ["sampler: points", "points:", "  - \(point)"]
            let error = #expect(throws: StudyFileError.self, "\(point)") {
                try StudyFile.read(StudyText(lines: lines).text, file: "small.yaml", kinds: .annealing)
            }
            #expect(error?.rule.contains(rule) == true, "\(error?.rule ?? "")")
        }
    }

    @Test("a trial stops at a lossless bound, and goes on from its checkpoint to the same value")
    func objective() throws {
        let settings = try #require(study("  epsilon: 0.9", "  code: adaptiveDelta").convergenceSettings)
        let objective = try ConvergenceObjective(settings)
        let schedules = AnnealingSchedules(
            epsilon: .shared(.constant(0.9)), adaptiveDelta: try Self.modulations()[2].0)
        let candidate = Candidate(number: 3, parameters: schedules.trialParameters)
        var batch = [objective.begin(candidate)]
        let goesOn = objective.advance(&batch, to: 20, cancellation: Cancellation())
        #expect(goesOn)
        guard case .running(20, let bound?) = objective.status(of: batch[0]) else {
            Issue.record("no bound")
            return
        }
        let checkpoint = try #require(objective.checkpoint(of: batch[0]))
        var restored = [try objective.restore(candidate, from: checkpoint)]
        _ = objective.advance(&batch, to: 50, cancellation: Cancellation())
        _ = objective.advance(&restored, to: 50, cancellation: Cancellation())
        guard case .ended(let straight) = objective.status(of: batch[0]),
            case .ended(let resumed) = objective.status(of: restored[0])
        else {
            Issue.record("not ended")
            return
        }
        #expect(straight == resumed)
        #expect(straight.values["meanError"].map { $0 >= bound } == true)
        let other = AnnealingSchedules(epsilon: .shared(.constant(0.9)), adaptiveDelta: AdaptiveDeltaModulation())
        #expect(throws: CheckpointProblem.self) {
            try objective.restore(Candidate(number: 3, parameters: other.trialParameters), from: checkpoint)
        }
        let paper = AnnealingSchedules(epsilon: .constant(0.9), lambda: .constant(1))
        #expect(objective.batchKey(for: schedules.trialParameters) == objective.batchKey(for: other.trialParameters))
        #expect(objective.batchKey(for: schedules.trialParameters) != objective.batchKey(for: paper.trialParameters))
    }
}
