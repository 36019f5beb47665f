import Foundation
import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Schedules")
struct ScheduleTests {
    @Test("values: initial / t^exponent, the constant, initial exp(-t / tau)")
    func values() {
        let power = Schedule.powerLaw(initial: 0.843, exponent: 0.0923)
        #expect(power.value(at: 1) == 0.843)
        #expect(power.value(at: 37) == 0.843 / pow(37, 0.0923))
        #expect(Schedule.constant(0.5).value(at: 10_000) == 0.5)
        #expect(Schedule.exponential(initial: 2, tau: 20).value(at: 20) == 2 * exp(-1))
        #expect(power.values(steps: 3...5) == [3, 4, 5].map { power.value(at: $0) })
        #expect(power.values(steps: 3..<3) == [])
    }

    @Test("the first illegal step is the one that a search from step 1 finds")
    func firstIllegalStep() {
        let schedules: [Schedule] = [
            .constant(0.5), .constant(7), .constant(0), .constant(-1), .constant(.nan), .constant(.infinity),
            .powerLaw(initial: 0.8, exponent: 0.5), .powerLaw(initial: 0, exponent: 0.5),
            .powerLaw(initial: 1, exponent: 100), .powerLaw(initial: 1, exponent: 115),
            .powerLaw(initial: 1e-300, exponent: 12), .powerLaw(initial: 1, exponent: -110),
            .powerLaw(initial: 1, exponent: .nan), .powerLaw(initial: 1, exponent: .infinity),
            .powerLaw(initial: .infinity, exponent: 1), .powerLaw(initial: -0.5, exponent: 1),
            .exponential(initial: 1, tau: 20), .exponential(initial: 1, tau: 1),
            .exponential(initial: 1, tau: 0), .exponential(initial: 1, tau: -1),
            .exponential(initial: 0, tau: 5), .exponential(initial: 1, tau: .nan),
        ]
        for schedule in schedules {
            for last in [1, 2, 500, 1000] {
                let expected = (1...last).first { !Schedule.isLegal(schedule.value(at: $0)) }
                let found = schedule.firstIllegalStep(through: last)
                #expect(found?.step == expected, "\(schedule) through \(last)")
                if let found { #expect(!Schedule.isLegal(found.value)) }
            }
            #expect(schedule.firstIllegalStep(through: 0) == nil)
        }
    }

    @Test("a schedule is decoded as it was encoded")
    func codable() throws {
        for schedule in [
            Schedule.powerLaw(initial: 0.1, exponent: 0.3), .constant(1), .exponential(initial: 1, tau: 9),
        ] {
            let data = try JSONEncoder().encode(schedule)
            #expect(try JSONDecoder().decode(Schedule.self, from: data) == schedule)
        }
    }
}

@Suite("The text form of schedules")
struct ScheduleTextTests {
    @Test("canonical texts")
    func canonical() {
        let texts: [(Schedule, String)] = [
            (.powerLaw(initial: 0.843, exponent: 0.0923), "0.843/t^0.0923"),
            (.powerLaw(initial: 1, exponent: 1), "1/t^1"),
            (.powerLaw(initial: 0.5, exponent: -0.25), "0.5/t^-0.25"),
            (.powerLaw(initial: 0.0000431, exponent: 0), "4.31e-05/t^0"),
            (.constant(0.5), "0.5"), (.constant(1), "1"), (.constant(0), "0"), (.constant(1e22), "1e+22"),
            (.exponential(initial: 1, tau: 20), "1*exp(-t/20)"),
            (.exponential(initial: 0.9, tau: 12.5), "0.9*exp(-t/12.5)"),
        ]
        for (schedule, text) in texts { #expect(schedule.description == text) }
    }

    @Test("what is printed reads back to the bit, for thousands of random numbers")
    func roundTrip() throws {
        var generator = MersenneTwister(seed: 2018)
        func number() -> Double {
            switch generator.nextWord() % 3 {
            case 0: return generator.uniform()
            case 1: return Double(generator.nextWord() % 1000)
            default:
                let bits = UInt64(generator.nextWord() & 0x7fff_ffff) << 32 | UInt64(generator.nextWord())
                let value = Double(bitPattern: bits)
                return value.isFinite ? value : .greatestFiniteMagnitude
            }
        }
        for _ in 0..<3000 {
            let tau = max(number(), .leastNonzeroMagnitude)
            let schedules: [Schedule] = [
                .powerLaw(initial: number(), exponent: number()),
                .powerLaw(initial: number(), exponent: -1 - number()), .constant(number()),
                .exponential(initial: number(), tau: tau),
            ]
            for schedule in schedules {
                #expect(try Schedule(parsing: schedule.description) == schedule)
            }
        }
        for value in [
            0, .leastNonzeroMagnitude, 4.31e-05, 0.1, 1e16, 123_456_789_012_345_680, .greatestFiniteMagnitude,
        ] {
            #expect(try Schedule(parsing: Schedule.constant(value).description) == .constant(value))
        }
    }

    @Test("other spellings")
    func spellings() throws {
        let spellings: [(String, Schedule)] = [
            ("1/t", .powerLaw(initial: 1, exponent: 1)),
            ("1/sqrt(t)", .powerLaw(initial: 1, exponent: 0.5)),
            (" 0.7 / sqrt ( t ) ", .powerLaw(initial: 0.7, exponent: 0.5)),
            ("0.8/t**0.5", .powerLaw(initial: 0.8, exponent: 0.5)),
            ("0.8 / t ** 0.5", .powerLaw(initial: 0.8, exponent: 0.5)),
            ("\t0.843 /\nt ^ 0.0923\n", .powerLaw(initial: 0.843, exponent: 0.0923)),
            ("0.5/t^ - 0.3", .powerLaw(initial: 0.5, exponent: -0.3)),
            ("1/2", .constant(0.5)), ("1 / 3", .constant(1.0 / 3)), (".5", .constant(0.5)),
            ("5.", .constant(5)), ("4.31E-05", .constant(4.31e-05)), ("2e+3", .constant(2000)),
            ("1 * exp ( - t / 20 )", .exponential(initial: 1, tau: 20)),
            ("0/t^0.5", .powerLaw(initial: 0, exponent: 0.5)),
        ]
        for (text, schedule) in spellings { #expect(try Schedule(parsing: text) == schedule, "\(text)") }
    }

    @Test(
        "what is no schedule is refused, and the error says what was expected where",
        arguments: [
            ("", 1, "a number that is not negative"), ("   ", 4, "a number"), ("t", 1, "a number"),
            ("fast", 1, "a number"), ("-0.5", 1, "not negative"), ("+0.5", 1, "a number"),
            ("-1/t^0.5", 1, "not negative"), ("nan", 1, "a number"), ("inf", 1, "a number"),
            ("0x10", 2, "the end"), ("1e999", 1, "1.8e308"), ("1/t^1e999", 5, "1.8e308"),
            (".", 1, "a number"),
            ("1..2", 3, "the end"), ("1e", 2, "the end"), ("1 2", 3, "the end"), ("1,5", 2, "the end"),
            ("1/", 3, "t, sqrt(t) or a number above 0"), ("1/x", 3, "t, sqrt(t)"), ("1/0", 3, "above 0"),
            ("1e300/1e-300", 7, "finite"), ("1/-2", 3, "above 0"), ("1/t^", 5, "the exponent"),
            ("1/t^+1", 5, "the exponent"), ("1/t^--1", 6, "the exponent"), ("1/t*0.5", 4, "the end"),
            ("1/t* *0.5", 4, "the end"), ("1/t^0.5x", 8, "the end"), ("1/t^0.5/2", 8, "the end"),
            ("1/sqrt(2)", 8, "\"t\""), ("1/sqrt(t", 9, "\")\""), ("1/time", 4, "the end"),
            ("1*t", 3, "\"exp\""),
            ("1*exp(t/20)", 7, "\"-\""), ("1*exp(-t/0)", 10, "above 0"), ("1*exp(-t/-3)", 10, "above 0"),
            ("1*exp(-t/20", 12, "\")\""), ("1*exp(-t/20)!", 13, "the end"), ("１/t", 1, "a number"),
            ("0.5\u{0}", 4, "the end"),
        ])
    func refusals(text: String, position: Int, expected: String) throws {
        let error = #expect(throws: ScheduleSyntaxError.self) { try Schedule(parsing: text) }
        let found = try #require(error)
        #expect(found.position == position, "\(found)")
        #expect(found.expected.contains(expected), "\(found)")
        #expect(found.description.contains("\"\(text)\""))
        #expect(found.description.contains("0.843/t^0.0923"), "an example")
    }

    @Test("a text past the limit is refused without being read, and shown shortened")
    func tooLong() throws {
        let text = String(repeating: "1", count: 10_000_000)
        let error = #expect(throws: ScheduleSyntaxError.self) { try Schedule(parsing: text) }
        let description = try #require(error).description
        #expect(description.contains("at most 200 characters"))
        #expect(description.count < 400)
        let longest = String(repeating: " ", count: 199) + "1"
        #expect(try Schedule(parsing: longest) == .constant(1))
    }
}
