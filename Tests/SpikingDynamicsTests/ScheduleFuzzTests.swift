import SpikingDynamics
import TestSupport
import Testing

/// Whatever text is given for a schedule: it is one, or there is an error that says where it stops being one.
@Suite("Fuzzing schedules")
struct ScheduleFuzzTests {
    private static let good = [
        "0.843/t^0.0923", "0.5", "1*exp(-t/20)", "1/sqrt(t)", "1/t", "4.31e-05/t**0.5", "3/2", " 1 / t ^ - 0.25 ",
        "1e308/1e-308", "0/t^0", "2 * exp ( - t / 1e3 )",
    ]
    private static let words = [
        "/", "*", "**", "^", "t", "exp", "sqrt", "(", ")", "-", "+", ".", "e", "E", "e-", " ", "\u{A0}", "\u{301}", "٣",
        "½", "²", "１", "0", "7", "1e999", "/t^", "*exp(-t/", "sqrt(t)",
    ]
    private static let mutator = ByteMutator(corpus: good.map { Array($0.utf8) }, words: words)

    /// Parts of schedules in any order, or one of the good ones changed.
    private static func input(_ random: inout FuzzRandom) -> [UInt8] {
        guard random.isOne(in: 2) else { return mutator.input(&random) }
        let parts = (0...random.below(9)).map { _ in
            random.isOne(in: 3) ? random.pick(ByteMutator.numbers) : random.pick(words)
        }
        return Array(parts.joined().utf8)
    }

    @Test("What parses prints, and parses back to itself; what does not is told with its place")
    func parsing() throws {
        try FuzzTarget("schedule").runTexts(Self.input, read: Self.check)
    }

    private static func check(_ text: String) throws {
        do throws(ScheduleSyntaxError) {
            let schedule = try Schedule(parsing: text)
            let again = try Schedule(parsing: schedule.description)
            #expect(again == schedule && again.description == schedule.description, "\(text.debugDescription)")
            for step in [1, 2, 10_000, .max] { _ = schedule.value(at: step) }
            if let illegal = schedule.firstIllegalStep(through: 10_000) {
                #expect(!Schedule.isLegal(illegal.value))
            }
        } catch {
            #expect((1...max(text.count, Schedule.maximumTextLength) + 1).contains(error.position))
            #expect(!error.expected.isEmpty && error.description.count < 600)
        }
    }
}
