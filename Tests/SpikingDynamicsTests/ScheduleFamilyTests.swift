import Foundation
import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Families of schedules: shifted, hold then power, with a floor")
struct ScheduleFamilyTests {
    @Test("values are those of the formulas")
    func values() {
        let shifted = Schedule.shifted(initial: 1.035, exponent: 0.14, offset: 2.255)
        let held = Schedule.holdThenPower(initial: 0.913, exponent: 1.102, hold: 3.61)
        let floored = Schedule.floored(held, at: 0.05)
        for step in [1, 2, 3, 4, 17, 10_000] {
            let t = Double(step)
            #expect(shifted.value(at: step) == 1.035 / pow(1 + (t - 1) / 2.255, 0.14))
            #expect(held.value(at: step) == (t < 3.61 ? 0.913 : 0.913 * pow(t / 3.61, -1.102)))
            #expect(floored.value(at: step) == max(held.value(at: step), 0.05))
        }
        #expect(shifted.value(at: 1) == 1.035 && floored.value(at: 10_000) == 0.05)
    }

    @Test("with offset 1 or hold 1 they are the power law")
    func powerLaw() {
        let plain = Schedule.powerLaw(initial: 0.843, exponent: 0.584)
        let shifted = Schedule.shifted(initial: 0.843, exponent: 0.584, offset: 1)
        let held = Schedule.holdThenPower(initial: 0.843, exponent: 0.584, hold: 1)
        for step in 1...2000 {
            #expect(shifted.value(at: step) == plain.value(at: step))
            #expect(abs(held.value(at: step) / plain.value(at: step) - 1) < 1e-14)
        }
    }

    @Test("the first illegal step is the one that a search from step 1 finds")
    func firstIllegalStep() {
        let bases: [Schedule] = [
            .shifted(initial: 1, exponent: 110, offset: 1), .shifted(initial: 1, exponent: -110, offset: 2),
            .shifted(initial: 0, exponent: 1, offset: 2), .shifted(initial: 1, exponent: 2, offset: 1e-300),
            .shifted(initial: 1, exponent: 1, offset: 0), .shifted(initial: .nan, exponent: 1, offset: 2),
            .holdThenPower(initial: 1, exponent: 110, hold: 1), .holdThenPower(initial: 1, exponent: -120, hold: 2),
            .holdThenPower(initial: 1, exponent: 1, hold: 1e-300), .holdThenPower(initial: 0, exponent: 1, hold: 5),
            .powerLaw(initial: 1, exponent: 115), .powerLaw(initial: 1, exponent: -110),
            .powerLaw(initial: 0, exponent: -1000), .constant(.nan), .exponential(initial: 1, tau: 1),
        ]
        let schedules = bases + bases.map { .floored($0, at: 0.001) }
        for schedule in schedules {
            for last in [1, 2, 500, 1000] {
                let expected = (1...last).first { !Schedule.isLegal(schedule.value(at: $0)) }
                #expect(schedule.firstIllegalStep(through: last)?.step == expected, "\(schedule) through \(last)")
            }
        }
    }

    @Test("a schedule is decoded as it was encoded")
    func codable() throws {
        let schedules: [Schedule] = [
            .shifted(initial: 1, exponent: 0.3, offset: 9), .holdThenPower(initial: 1, exponent: -1, hold: 3),
            .floored(.exponential(initial: 1, tau: 9), at: 0.1),
        ]
        let data = try JSONEncoder().encode(schedules)
        #expect(try JSONDecoder().decode([Schedule].self, from: data) == schedules)
    }

    // MARK: Text

    @Test("canonical texts")
    func canonical() throws {
        let texts: [(Schedule, String)] = [
            (.shifted(initial: 1.035, exponent: 0.14, offset: 2.255), "1.035/(1+(t-1)/2.255)^0.14"),
            (.shifted(initial: 1, exponent: -2, offset: 1e-7), "1/(1+(t-1)/1e-07)^-2"),
            (.holdThenPower(initial: 0.922, exponent: 0.129, hold: 6.41), "0.922*max(1,t/6.41)^-0.129"),
            (.holdThenPower(initial: 2, exponent: -0.5, hold: 20), "2*max(1,t/20)^0.5"),
            (.floored(.powerLaw(initial: 0.843, exponent: 0.584), at: 0.01), "max(0.843/t^0.584,0.01)"),
            (.floored(.holdThenPower(initial: 1, exponent: 1, hold: 3), at: 0.5), "max(1*max(1,t/3)^-1,0.5)"),
            (.floored(.exponential(initial: 1, tau: 5), at: 0.25), "max(1*exp(-t/5),0.25)"),
        ]
        for (schedule, text) in texts {
            #expect(schedule.description == text)
            #expect(try Schedule(parsing: text) == schedule)
        }
    }

    @Test("other spellings")
    func spellings() throws {
        let spellings: [(String, Schedule)] = [
            (" 1.5 / ( 1 + ( t - 1 ) / 2 ) ** 0.5 ", .shifted(initial: 1.5, exponent: 0.5, offset: 2)),
            ("1/(1+(t-1)/4)^ - 1", .shifted(initial: 1, exponent: -1, offset: 4)),
            ("0.9 * max( 1, t / 6 ) ^ -0.1", .holdThenPower(initial: 0.9, exponent: 0.1, hold: 6)),
            ("0.9*max(1,t/6)**0.1", .holdThenPower(initial: 0.9, exponent: -0.1, hold: 6)),
            ("0.9/max(1,t/6)^0.1", .holdThenPower(initial: 0.9, exponent: 0.1, hold: 6)),
            ("max( 1/sqrt(t) , 1e-3 )", .floored(.powerLaw(initial: 1, exponent: 0.5), at: 0.001)),
            ("max(0.5,0.5)", .floored(.constant(0.5), at: 0.5)),
        ]
        for (text, schedule) in spellings { #expect(try Schedule(parsing: text) == schedule, "\(text)") }
    }

    @Test("what is printed reads back to the bit, for thousands of random numbers")
    func roundTrip() throws {
        var generator = MersenneTwister(seed: 18)
        func number() -> Double {
            let bits = UInt64(generator.nextWord() & 0x7fff_ffff) << 32 | UInt64(generator.nextWord())
            let value = generator.nextWord() % 2 == 0 ? generator.uniform() : Double(bitPattern: bits)
            return value.isFinite ? max(value, .leastNonzeroMagnitude) : .greatestFiniteMagnitude
        }
        for _ in 0..<2000 {
            let sign = generator.nextWord() % 2 == 0 ? 1.0 : -1.0
            let schedules: [Schedule] = [
                .shifted(initial: number(), exponent: sign * number(), offset: number()),
                .holdThenPower(initial: number(), exponent: sign * number(), hold: number()),
            ]
            for schedule in schedules {
                #expect(try Schedule(parsing: schedule.description) == schedule)
                let start = schedule.value(at: 1)
                let floored = Schedule.floored(schedule, at: start.isNaN ? 1 : min(start, number()))
                guard case .floored(_, let floor) = floored, floor > 0, floor.isFinite else { continue }
                #expect(try Schedule(parsing: floored.description) == floored)
            }
        }
    }

    @Test(
        "what is no schedule is refused, and the error says what was expected where",
        arguments: [
            ("1/(1+(t-1)/0)^0.5", 12, "an offset above 0"), ("1/(1+(t-1)/-2)^0.5", 12, "an offset above 0"),
            ("1/(1+(t-1)/2)", 14, "\"^\" of a power"), ("1/(1+(t-1)/2)^", 15, "the exponent"),
            ("1/(2+(t-1)/2)^1", 4, "\"1\" of (1+(t-1)/offset)^exponent"), ("1/(1+t/2)^1", 6, "\"(\""),
            ("1/(1+(t-1))^1", 11, "\"/\""), ("1*max(1,t/0)^-1", 11, "a time to hold above 0"),
            ("1*max(1,t/-3)^-1", 11, "a time to hold above 0"), ("1*max(2,t/3)^-1", 7, "\"1\" of max(1,t/hold)"),
            ("1*max(1,t/3)", 13, "\"^\" of a power"), ("max(1/t^0.5)", 12, "\",\" of max(schedule,floor)"),
            ("max(1/t^0.5,)", 13, "a floor above 0"), ("max(1/t^0.5,0)", 13, "a floor above 0"),
            ("max(0.5/t^0.5, 0.6)", 16, "a floor of at most 0.5"),
            ("max(1*exp(-t/1),0.5)", 17, "a floor of at most 0.36"),
            ("max(max(1/t,0.1),0.2)", 5, "a number"), ("max(1/t,0.1", 12, "\")\""), ("max(1/t,0.1)^2", 13, "the end"),
            ("max(1,t/3)^-1", 7, "a floor above 0"),
        ])
    func refusals(text: String, position: Int, expected: String) throws {
        let error = try #require(throws: ScheduleSyntaxError.self) { try Schedule(parsing: text) }
        #expect(error.position == position, "\(error)")
        #expect(error.expected.contains(expected), "\(error)")
    }

    // MARK: Engine

    @Test("the lockstep simulation makes of them what the reference does", arguments: Quantizer.allCases)
    func lockstep(quantizer: Quantizer) throws {
        let families: [(Schedule, Schedule)] = [
            (
                .shifted(initial: 1.035, exponent: 0.14, offset: 2.255),
                .shifted(initial: 1.336, exponent: 1.131, offset: 2.286)
            ),
            (
                .holdThenPower(initial: 0.922, exponent: 0.129, hold: 6.41),
                .holdThenPower(initial: 0.913, exponent: 1.102, hold: 3.61)
            ),
            (.powerLaw(initial: 1.8235, exponent: 0.2209), .powerLaw(initial: 1.9321, exponent: 0.9176)),
            (.floored(.constant(0.8), at: 0.5), .floored(.powerLaw(initial: 0.9, exponent: 0.8), at: 0.05)),
        ]
        for (sizes, inputs) in [([17, 33], 2), ([47, 65, 23, 7], 1)] {
            let experiment = try ConvergenceExperiment.random(sizes, inputs: inputs)
            let trials = families.enumerated().map { number, family in
                LockstepTrial(
                    epsilon: family.0, lambda: family.1, quantizer: quantizer, steps: 130,
                    noise: QuantizationNoise(seed: 77, trial: number))
            }
            for (trial, outcome) in zip(trials, LockstepSimulation(experiment).outcomes(trials)) {
                guard case .complete(let errors)? = outcome, case .complete(let expected)? = trial.reference(experiment)
                else { throw Absent() }
                #expect(errors.spikes == expected.spikes, "\(trial)")
                #expect(abs(errors.meanError - expected.meanError) <= 1e-12, "\(trial)")
                #expect(abs(errors.finalError - expected.finalError) <= 1e-12, "\(trial)")
            }
        }
    }

    private struct Absent: Error {}
}
