import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics
import Testing

@Suite("The schedules of a trial as parameters")
struct SchedulesAsParametersTests {
    @Test("come back as the same schedules", arguments: 0..<100 as Range<UInt32>)
    func roundTrip(seed: UInt32) throws {
        var generator = StudyGenerator(seed: seed)
        let (epsilon, lambda) = (generator.schedule(), generator.schedule())
        for quantizer in Quantizer.allCases {
            for decoder in Decoder.allCases {
                let schedules = AnnealingSchedules(
                    epsilon: epsilon, lambda: lambda, quantizer: quantizer, decoder: decoder)
                #expect(try AnnealingSchedules(schedules.trialParameters) == schedules)
            }
        }
    }

    @Test("are named by their form")
    func names() {
        let schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.8, exponent: 0.1), lambda: .exponential(initial: 1, tau: 20),
            quantizer: .stochastic)
        #expect(
            schedules.trialParameters == [
                "epsilon.initial": 0.8, "epsilon.exponent": 0.1, "lambda.initial": 1, "lambda.tau": 20,
                "quantizer": "stochastic",
            ])
    }

    @Test("of layers have the layer's name between, and come back")
    func layers() throws {
        let schedules = AnnealingSchedules(
            epsilon: .each([.constant(0.5), .powerLaw(initial: 2, exponent: 0.1)]),
            lambda: .each([.constant(1), .exponential(initial: 1, tau: 20), .powerLaw(initial: 0.9, exponent: 1)]),
            quantizer: .threshold)
        #expect(
            schedules.trialParameters == [
                "epsilon.layer1.constant": 0.5, "epsilon.layer2.initial": 2, "epsilon.layer2.exponent": 0.1,
                "lambda.layer0.constant": 1, "lambda.layer1.initial": 1, "lambda.layer1.tau": 20,
                "lambda.layer2.initial": 0.9, "lambda.layer2.exponent": 1, "quantizer": "threshold",
            ])
        #expect(try AnnealingSchedules(schedules.trialParameters) == schedules)
        var parameters = schedules.trialParameters
        parameters.values["lambda.layer0.constant"] = nil
        #expect(throws: ParameterError.missing("lambda.layer0.initial")) { try AnnealingSchedules(parameters) }
    }

    @Test("name a decoder unless it is the paper's; both names are read")
    func decoders() throws {
        var schedules = AnnealingSchedules(epsilon: .constant(1), lambda: .constant(1))
        #expect(schedules.trialParameters["decoder"] == nil)
        schedules.decoder = .aligned
        #expect(schedules.trialParameters["decoder"] == "aligned")
        var drawn = schedules.trialParameters
        drawn.values["decoder"] = "paper"
        #expect(try AnnealingSchedules(drawn).decoder == .paper)
        drawn.values["decoder"] = "sideways"
        #expect(throws: ParameterError.missing("decoder sideways")) { try AnnealingSchedules(drawn) }
    }

    @Test("are refused where one is missing or of the wrong kind")
    func refused() {
        let good: TrialParameters = [
            "epsilon.initial": 0.8, "epsilon.exponent": 0.1, "lambda.constant": 1, "quantizer": "threshold",
        ]
        #expect(throws: Never.self) { try AnnealingSchedules(good) }
        for name in good.values.keys where name != "lambda.constant" {
            var parameters = good
            parameters.values[name] = nil
            #expect(throws: ParameterError.missing(name)) { try AnnealingSchedules(parameters) }
        }
        var parameters = good
        parameters.values["lambda.constant"] = "one"
        #expect(throws: ParameterError.notANumber("lambda.constant", "one")) { try AnnealingSchedules(parameters) }
        parameters = good
        parameters.values["quantizer"] = "sigma"
        #expect(throws: ParameterError.missing("quantizer sigma")) { try AnnealingSchedules(parameters) }
    }
}
