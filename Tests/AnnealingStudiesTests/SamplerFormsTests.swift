import AnnealingStudies
import HyperparameterSearch
import StudyFiles
import Testing

@Suite("The sampler of a study file") struct SamplerFormsTests {
    private static let points = StudyText(
        lines: StudyText.random.lines.prefix(8)
            + ["sampler: points", "points:", "  - {epsilon: 1/t, lambda: 1, quantizer: sigma-delta}"])

    @Test("is a word or a mapping, as grid and {grid: {}}", arguments: ["{grid: {}}", "{grid: }", "{'grid': {}}"])
    func grid(_ sampler: String) throws {
        let word = try StudyFile.read(StudyText.grid.text, file: "a")
        let mapping = try StudyFile.read(StudyText.grid.replacing(9, "sampler: \(sampler)").text, file: "a")
        #expect(mapping == word)
        #expect(try mapping.definition() == word.definition())
    }

    @Test("is a word or a mapping for points too")
    func points() throws {
        let mapping = try StudyFile.read(Self.points.replacing(9, "sampler: {points: {}}").text, file: "a")
        #expect(try mapping == StudyFile.read(Self.points.text, file: "a"))
    }

    // MARK: Points

    private static func points(_ points: String..., trials: Int) -> String {
        (StudyText.random.replacing(10, "trials: \(trials)").lines + ["points:"] + points.map { "  - {\($0)}" })
            .joined(separator: "\n")
    }

    private static let one = "epsilon: 1/t, lambda: 1, quantizer: sigma-delta"
    private static let two = "epsilon: 0.5, lambda: 1, quantizer: sigma-delta"

    @Test("has no fewer trials than there are points")
    func surplus() throws {
        let text = Self.points(Self.one, Self.two, trials: 1)
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "a") }
        #expect(error.line == 10)
        #expect(error.rule == "there are 2 points, and the first 1 of them would be all trials")
        #expect(error.remedy == "raise 'trials' to at least 2, or remove points")
        #expect(try StudyFile.read(Self.points(Self.one, Self.two, trials: 2), file: "a").points.count == 2)
    }

    @Test("has no equal points, however they are written")
    func equal() throws {
        let again = "quantizer: sigma-delta, lambda: 1, epsilon: 1/t^1, parent: other/3"
        let text = Self.points(Self.one, Self.two, again, trials: 9)
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "a") }
        #expect(error.line == 20)
        #expect(error.key == "points[2]")
        #expect(error.rule == "the point is equal to points[0], and its trial would be the same")
    }

    @Test("has no point with the study's seed beside one without a seed")
    func seeds() throws {
        let points = { (seed: String) in
            """
            name: a
            objective: {training: {protocol: official, epochs: 1, seed: 7, minimize: testError}}
            sampler: points
            points:
              - {epsilon: 1/t, lambda: 1, quantizer: sigma-delta}
              - {epsilon: 1/t, lambda: 1, quantizer: sigma-delta, seed: \(seed)}
            """
        }
        #expect(throws: StudyFileError.self) { try StudyFile.read(points("7"), file: "a") }
        #expect(try StudyFile.read(points("8"), file: "a").points.count == 2)
    }

    /// Earlier versions accepted both.
    @Test("may have both in a stored definition")
    func stored() throws {
        let sound = try StudyFile.read(Self.points(Self.one, Self.two, trials: 5), file: "a")
        var study = sound
        study.points.append(study.points[0])
        var definition = try study.definition()
        definition.budget = 2
        #expect(try StudyFile.read(definition).points.count == 3)
    }

    // MARK: Grids of earlier versions

    private static let grid = StudyText.grid.replacing(13, "    initial: {from: 0.1, to: 1, count: 10}")

    @Test("rounds a grid, and says so in the definition; a stored grid that does not say so is not rounded")
    func rounding() throws {
        let study = try StudyFile.read(Self.grid.text, file: "a")
        let definition = try study.definition()
        #expect(definition.text.contains(#""sampler":{"grid":{"rounding":"decimal"}}"#))
        let earlier = try #require(definition.earlierForm)
        #expect(earlier.text == definition.text.replacing(#"{"grid":{"rounding":"decimal"}}"#, with: #""grid""#))
        let stored = try StudyDefinition(name: "small", text: earlier.text, direction: .minimize, budget: 10)
        let old = try StudyFile.read(stored)
        let values = { (study: DeclaredStudy) in
            let sampler = try #require(try study.sampler() as? any IndependentSampler)
            return try (0..<10).map { try sampler.parameters(ofTrial: $0).number("epsilon.initial") }
        }
        #expect(try values(study) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
        #expect(try values(old)[8] == 0.8999999999999999)
        // The page offers a file that makes the same trials.
        #expect(try StudyFile.read(old.fileText, file: "again") == old)
        #expect(try old.definition() == stored)
    }

    @Test("opens a study that an earlier version stored, which keeps its form")
    func earlierStudy() throws {
        let definition = try StudyFile.read(Self.grid.text, file: "a").definition()
        let earlier = try #require(definition.earlierForm)
        let store = InMemoryStore()
        let stored = try StudyDefinition(name: "small", text: earlier.text, direction: .minimize, budget: 10)
        _ = try store.openStudy(stored)
        let record = try store.openStudy(definition)
        #expect(record.definition == stored)
        let study = try StudyFile.read(Self.grid.text, file: "a").asStored(in: record, kinds: .annealing)
        #expect(try study == StudyFile.read(stored))
        // A change of the file is refused, and the rounding is no part of the difference.
        let other = try StudyFile.read(Self.grid.replacing(15, "  lambda: 0.5").text, file: "a").definition()
        #expect(throws: StudyError.self) { try store.openStudy(other) }
        let differences = DeclaredStudy.differences(stored: stored, offered: other)
        #expect(!differences.isEmpty && differences.allSatisfy { $0.hasPrefix("space.lambda") })
    }

    @Test("has the definition from before the rounding where a grid has only lists, or asks for none")
    func unrounded() throws {
        let lists = StudyText.grid.replacing(13, "    initial: [0.1, 0.2]")
        let none = Self.grid.replacing(9, "sampler: {grid: {rounding: none}}")
        for text in [lists, none] {
            let definition = try StudyFile.read(text.text, file: "a").definition()
            #expect(definition.text.contains(#""sampler":"grid""#) && definition.earlierForm == nil)
        }
    }
}
