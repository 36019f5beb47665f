import AnnealingStudies
import HyperparameterSearch
import StudyFiles
import Testing

@Suite("The scheduler of a study file")
struct SchedulerFormsTests {
    static let forms = [
        (
            "{successiveHalving: {cohort: 3, first: 10}}",
            #""scheduler":{"successiveHalving":{"cohort":3,"eta":3,"first":10}}"#,
            "successiveHalving cohort 3 eta 3 first 10"
        ),
        (
            "{hyperband: {first: 0.5, eta: 2}}", #""scheduler":{"hyperband":{"eta":2,"first":0.5}}"#,
            "hyperband eta 2 first 0.5"
        ),
        ("{median: {cohort: 4}}", #""scheduler":{"median":{"cohort":4}}"#, "median cohort 4"),
        (
            "{median: {cohort: 4, every: 5}}", #""scheduler":{"median":{"cohort":4,"every":5}}"#,
            "median cohort 4 every 5"
        ),
        (
            "{patience: {reports: 5, every: 1}}", #""scheduler":{"patience":{"every":1,"reports":5}}"#,
            "patience 5 every 1"
        ),
    ]

    @Test("is part of the definition, and is read back from it and from the file that is written", arguments: forms)
    func form(_ text: String, canonical: String, named: String) throws {
        let study = try StudyFile.read(
            StudyText.random.replacing(10, "trials: 9", "scheduler: \(text)").text, file: "a")
        let definition = try study.definition()
        #expect(definition.text.contains(canonical), "\(definition.text)")
        #expect(try #require(study.scheduler).scheduler.text == named)
        #expect(try StudyFile.read(definition) == study)
        #expect(try StudyFile.read(study.fileText, file: "again") == study)
        let plain = try StudyFile.read(StudyText.random.replacing(10, "trials: 9").text, file: "a")
        #expect(study != plain)
        #expect(
            try !DeclaredStudy.differences(stored: plain.definition(), offered: definition).isEmpty,
            "another scheduler is another study")
    }

    @Test("changes nothing in the text of a study without one")
    func without() throws {
        let study = try StudyFile.read(StudyText.random.text, file: "a")
        #expect(study.scheduler == nil)
        #expect(try !study.definition().text.contains("scheduler"))
    }

    @Test("has the generations of a sampler that learns as cohorts")
    func generations() throws {
        let study = try StudyFile.read(
            StudyText.random.replacing(9, "sampler: {tpe: {generation: 8}}")
                .replacing(10, "trials: 16", "scheduler: {successiveHalving: {first: 5}}").text, file: "a")
        #expect(study.scheduler == .successiveHalving(SuccessiveHalving(cohort: nil, first: 5)))
        #expect(try StudyFile.read(study.definition()) == study)
    }
}
