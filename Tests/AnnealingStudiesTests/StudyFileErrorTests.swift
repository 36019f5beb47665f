import AnnealingStudies
import StudyFiles
import Testing

@Suite("A study file with a mistake")
struct StudyFileErrorTests {
    @Test(
        "is refused with its line, key, value, rule and remedy",
        arguments: BadStudy.documents + BadStudy.settings + BadStudy.axes + BadStudy.schedules + BadStudy.badPoints
            + BadStudy.trainings + BadStudy.schedulers)
    func refused(_ bad: BadStudy) throws {
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(bad.text, file: "bad.yaml") }
        #expect(error.line == bad.line)
        #expect(error.key == bad.key)
        #expect(error.value == bad.value)
        #expect(error.rule.contains(bad.rule), "\(error.rule)")
        // Some errors of a whole space bring their remedy with the rule.
        #expect("\(error.rule); \(error.remedy)".contains(bad.remedy), "\(error.remedy)")
        #expect(!error.isUnreadable)
        #expect(error.description.hasPrefix("bad.yaml" + (bad.line.map { ":\($0): " } ?? ": ")))
        #expect(
            error.description.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 },
            "one line, and nothing for a terminal to obey")
    }

    @Test("is the small study but for its mistake")
    func baseIsGood() throws {
        #expect(try StudyFile.read(StudyText.random.text, file: "a").definition().budget == 8)
        #expect(try StudyFile.read(StudyText.grid.text, file: "a").definition().budget == 3)
    }

    @Test("says so in the form place: key: value: rule; remedy")
    func description() throws {
        let text = StudyText.random.replacing(13, "    initial: {from: 1, to: 0}").text
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "studies/a.yaml") }
        #expect(
            error.description == """
                studies/a.yaml:13: space.epsilon.initial: '{from: 1, to: 0}': the range is inverted; \
                'from' must be below 'to' (for one value, write it alone)
                """)
    }

    @Test("may have an initial value that touches 0, as the paper's does")
    func touchingZero() throws {
        for initial in ["{from: 0, to: 1}", "[0, 1]", "0"] {
            let text = StudyText.random.replacing(13, "    initial: \(initial)").text
            #expect(try StudyFile.read(text, file: "a").definition().budget == 8)
        }
    }
}
