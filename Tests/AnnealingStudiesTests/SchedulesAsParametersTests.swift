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

    @Test("name the constants of a surprise clock, and none for the steps; all are needed, and must be legal")
    func clocks() throws {
        var schedules = AnnealingSchedules(epsilon: .constant(1), lambda: .powerLaw(initial: 1, exponent: 1))
        #expect(!schedules.trialParameters.values.keys.contains { $0.hasPrefix("clock") })
        schedules.clock = .surprise(SurpriseClock(threshold: 1.5, refractory: 7))
        let parameters = schedules.trialParameters
        #expect(parameters["clock.threshold"] == 1.5 && parameters["clock.refractory"] == 7)
        #expect(try AnnealingSchedules(parameters) == schedules)
        for (name, number) in [
            ("threshold", 0.0), ("fastRate", 1.5), ("slowRate", 0), ("refractory", 2.5), ("refractory", -1),
        ] {
            var bad = parameters
            bad.values["clock.\(name)"] = .number(number)
            #expect(throws: ParameterError.self, "\(name)") { try AnnealingSchedules(bad) }
            bad.values["clock.\(name)"] = nil
            #expect(throws: ParameterError.missing("clock.\(name)")) { try AnnealingSchedules(bad) }
        }
    }

    @Test("may name a clock by its text, as they do where a study lists clocks")
    func namedClocks() throws {
        var schedules = AnnealingSchedules(epsilon: .constant(1), lambda: .powerLaw(initial: 1, exponent: 1))
        var parameters = schedules.trialParameters
        for (text, clock) in [
            ("steps", Clock.steps), ("oracle", .oracle),
            ("surprise(threshold=3)", .surprise(SurpriseClock(threshold: 3))),
        ] {
            parameters.values["clock"] = .category(text)
            #expect(try AnnealingSchedules(parameters).clock == clock)
        }
        parameters.values["clock"] = "sundial"
        #expect(throws: ParameterError.missing("clock sundial")) { try AnnealingSchedules(parameters) }
        schedules.clock = .oracle
        #expect(schedules.trialParameters["clock"] == "oracle")
        #expect(try AnnealingSchedules(schedules.trialParameters) == schedules)
    }

    @Test("the text of a clock has the constants that are not the usual ones, and is read again")
    func clockTexts() throws {
        for (clock, text) in [
            (Clock.steps, "steps"), (.oracle, "oracle"), (.surprise(SurpriseClock()), "surprise"),
            (.surprise(SurpriseClock(threshold: 1.5)), "surprise(threshold=1.5)"),
            (
                .surprise(SurpriseClock(fastRate: 0.5, slowRate: 0.1, refractory: 5)),
                "surprise(fastRate=0.5 slowRate=0.1 refractory=5)"
            ),
        ] {
            #expect(ClockText(clock).text == text)
            #expect(try ClockText(parsing: text).clock == clock)
        }
        for text in [
            "", "Surprise", "surprise(", "surprise()x", "surprise(2)", "surprise(threshold=2 threshold=3)",
            "surprise(threshold=two)", "surprise(tau=1)",
        ] {
            #expect(throws: ClockTextError.form, "\(text)") { try ClockText(parsing: text) }
        }
        #expect(throws: ClockTextError.self) { try ClockText(parsing: "surprise(threshold=-1)") }
        #expect(throws: ClockTextError.self) { try ClockText(parsing: "surprise(threshold=nan)") }
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
