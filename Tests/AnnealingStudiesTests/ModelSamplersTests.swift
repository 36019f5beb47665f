import HyperparameterSearch
import SearchSamplers
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The samplers gp, cmaes, tpe, sobol and auto in a study file") struct ModelSamplersTests {
    private static func text(_ sampler: String, trials: Int = 8) -> StudyText {
        StudyText.random.replacing(9, "sampler: \(sampler)").replacing(10, "trials: \(trials)")
    }

    private func settings(_ study: DeclaredStudy) throws -> SamplerSettings {
        guard case .model(let settings, _, _) = study.sampling else { throw Absent() }
        return settings
    }

    private struct Absent: Error {}

    @Test("are words with defaults", arguments: SamplerChoice.allCases)
    func words(_ choice: SamplerChoice) throws {
        let study = try StudyFile.read(Self.text(choice.rawValue).text, file: "a")
        #expect(try settings(study) == SamplerSettings(choice, seed: 1, generations: .standard))
        #expect(try study.definition().budget == 8)
    }

    @Test("take a seed, generations and significant digits", arguments: ["gp", "cmaes", "tpe"])
    func mappings(_ word: String) throws {
        let text = Self.text("{\(word): {seed: 7, generation: 3, lag: 0, significantDigits: 4}}").text
        let study = try StudyFile.read(text, file: "a")
        let sampler = try #require(try study.sampler() as? any AdaptiveSampler)
        #expect(sampler.generations == Generations(size: 3, lag: 0))
        #expect(sampler.direction == .minimize)
        #expect(try settings(study).seed == 7 && settings(study).significantDigits == 4)
    }

    @Test(
        "come back from their stored definition and from their file",
        arguments: [
            "gp", "{cmaes: {seed: 2}}", "{tpe: {lag: 3}}", "{sobol: {seed: 9, significantDigits: 2}}", "auto",
            "{auto: {generation: 4}}",
        ])
    func roundTrip(_ sampler: String) throws {
        let study = try StudyFile.read(Self.text(sampler).text, file: "a")
        #expect(try StudyFile.read(study.definition()) == study)
        #expect(try StudyFile.read(study.fileText, file: "a") == study)
    }

    // MARK: auto

    @Test("auto is a Gaussian process up to 500 trials, and CMA-ES beyond", arguments: [(500, "gp"), (501, "cmaes")])
    func automatic(_ trials: Int, _ choice: String) throws {
        let study = try StudyFile.read(Self.text("auto", trials: trials).text, file: "a")
        #expect(try settings(study).choice.rawValue == choice)
        #expect(try settings(study).isAutomatic)
    }

    @Test("auto keeps the sampler that it began with when more trials are asked for")
    func raised() throws {
        let store = InMemoryStore()
        let first = try store.openStudy(StudyFile.read(Self.text("auto", trials: 20).text, file: "a").definition())
        let more = try StudyFile.read(Self.text("auto", trials: 600).text, file: "a")
        #expect(try settings(more).choice == .cmaes)
        let record = try store.openStudy(more.definition())
        #expect(record.id == first.id && record.definition.budget == 600)
        let stored = try more.asStored(in: record, kinds: .annealing)
        #expect(try settings(stored).choice == .gp)
    }

    // MARK: Errors

    @Test(
        "refuse a setting that is out of its range",
        arguments: [
            ("{gp: {generation: 0}}", "sampler.gp.generation"), ("{tpe: {lag: -1}}", "sampler.tpe.lag"),
            ("{cmaes: {seed: -3}}", "sampler.cmaes.seed"),
            ("{gp: {significantDigits: 0}}", "sampler.gp.significantDigits"),
            ("{sobol: {generation: 8}}", "sampler.sobol"), ("{gp: {choice: tpe}}", "sampler.gp"),
            ("{gp: {revision: 1}}", "sampler.gp.revision"), ("{auto: {choice: gp}}", "sampler.auto.choice"),
        ])
    func outOfRange(_ sampler: String, _ key: String) throws {
        let error = try #require(throws: StudyFileError.self) {
            try StudyFile.read(Self.text(sampler).text, file: "a")
        }
        #expect(error.key == key && error.line == 9, "\(error)")
    }

    @Test("refuse a stored study of another revision")
    func revision() throws {
        let study = try StudyFile.read(Self.text("gp").text, file: "a")
        #expect(!study.fileText.contains("revision"))
        #expect(try StudyFile.read(study.fileText, file: "b") == study)
        let text = study.canonicalText.replacing("\"revision\":2", with: "\"revision\":3")
        let error = try #require(throws: StudyFileError.self) {
            try StudyFile.read(StudyDefinition(name: "a", text: text, direction: .minimize, budget: 20))
        }
        #expect(error.key == "sampler.gp.revision" && error.rule.contains("another proposes other trials"), "\(error)")
    }

    @Test("refuse a space that they cannot search, on the sampler's line")
    func space() throws {
        let names = Self.text("cmaes").replacing(16, "  quantizer: [sigma-delta, threshold]")
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(names.text, file: "a") }
        #expect(error.line == 9)
        #expect(
            error.rule
                == "parameter 'quantizer' has names or truth values, which have no order, and cmaes needs numbers")
        #expect(error.remedy == "use the sampler tpe or gp, or search each name in a study of its own")
        let point = Self.text("gp").replacing(13, "    initial: 0.5")
        let single = try #require(throws: StudyFileError.self) { try StudyFile.read(point.text, file: "a") }
        #expect(single.line == 9)
        #expect(single.rule == "every parameter has one value, so the space is a single point")
    }

    @Test("refuse more trials at work than a Gaussian process can take into account")
    func pending() throws {
        let error = try #require(throws: StudyFileError.self) {
            try StudyFile.read(Self.text("{gp: {generation: 501, lag: 1}}").text, file: "a")
        }
        #expect(error.line == 9 && error.rule.contains("up to 1002 trials are at work at a time"), "\(error)")
        #expect(error.remedy == "lower the generation or the lag, or use the sampler cmaes")
    }

    @Test("refuse more trials than a finite space has points")
    func finite() throws {
        let text = Self.text("tpe", trials: 4).replacing(13, "    initial: [0.1, 0.2, 0.3]").text
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "a") }
        #expect(error.line == 10 && error.key == "trials", "\(error)")
        #expect(throws: Never.self) {
            try StudyFile.read(text.replacing("trials: 4", with: "trials: 3"), file: "a")
        }
    }

    @Test("are another study than random draws of the same name, and the difference is told")
    func changed() throws {
        let random = try StudyFile.read(StudyText.random.text, file: "a").definition()
        let model = try StudyFile.read(Self.text("gp").text, file: "a").definition()
        let store = InMemoryStore()
        _ = try store.openStudy(random)
        #expect(throws: StudyError.self) { try store.openStudy(model) }
        let differences = DeclaredStudy.differences(stored: random, offered: model)
        #expect(differences.contains("sampler.gp.seed: stored nothing, now 1"), "\(differences)")
        #expect(differences.contains("sampler.random.seed: stored 3, now nothing"), "\(differences)")
    }
}
