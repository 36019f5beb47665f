import Foundation
import HyperparameterSearch
import StudyFiles
import TestSupport
import Testing

@testable import AnnealingStudies

/// Whatever stands in a study file or a stored definition: it is a study, or a `StudyFileError` says what is wrong.
@Suite("Fuzzing studies")
struct StudyFuzzTests {
    private static let words = [
        "&a ", "*a", "<<: *a", "!!int ", "!!binary ", "!<tag:x> ", "? ", ": ", "- ", "|\n", ">\n", "---\n", "...\n",
        "%YAML 1.1\n", "# ", "{", "}", "[", "]", ",", "from: 1", "count: 1000000", "log: true", "points:\n", "~",
        "name: ",
        "space:", "\n  ", "\n      ", "exponential: {initial: 1, tau: 0}", "continuous: 0.5", "parent: a/-1",
        "{from: 0, to: 1, count: 1000000}",
    ]

    private static let files: ByteMutator = {
        let shipped = ShippedStudies.names.compactMap { FileManager.default.contents(atPath: ShippedStudies.path($0)) }
        let small = [StudyText.random, .grid, .training].map { Data($0.text.utf8) }
        return ByteMutator(corpus: (shipped + small).map { [UInt8]($0) }, words: words)
    }()

    private static let definitions: ByteMutator = {
        var generator = StudyGenerator(seed: 11)
        let texts = (0..<20).map { _ in generator.study().canonicalText }
        return ByteMutator(corpus: texts.map { Array($0.utf8) }, words: words + ["\":", "\",\"", "null"])
    }()

    @Test("A file is a study that can be searched, or is refused")
    func files() throws {
        try FuzzTarget("study-file", cost: 2).runTexts(Self.files.input, read: Self.check)
    }

    /// Its bytes may be no UTF-8 here.
    @Test("A file on the disk, likewise")
    func filesOnDisk() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.yaml")
            try FuzzTarget("study-file-on-disk", cost: 10).run(Self.files.input) { bytes in
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                do throws(StudyFileError) {
                    _ = try StudyFile.read(path: path)
                } catch {
                    #expect(error.description.hasPrefix(path))
                }
            }
        }
    }

    @Test("A stored definition, likewise; where two differ, each line says how")
    func definitions() throws {
        try FuzzTarget("definition", cost: 2).runTexts(Self.definitions.input) { text in
            let stored = try StudyDefinition(name: "stored", text: text, direction: .minimize, budget: 9)
            do {
                let study = try StudyFile.read(stored)
                try Self.checkSearch(study)
                let again = try StudyDefinition(
                    name: "stored", text: study.canonicalText, direction: .minimize, budget: 9)
                #expect(try StudyFile.read(again) == study)
            } catch let error as StudyFileError {
                Self.check(error, "the stored definition of stored")
            }
            let other = try StudyDefinition(name: "stored", text: "{}", direction: .minimize, budget: 9)
            _ = DeclaredStudy.differences(stored: stored, offered: other)
        }
    }

    private static func check(_ text: String) throws {
        let study: DeclaredStudy
        do throws(StudyFileError) {
            study = try StudyFile.read(text, file: "fuzz.yaml")
        } catch {
            return check(error, "fuzz.yaml")
        }
        try checkSearch(study)
    }

    /// A study that was read can be stored, and its trials can be had.
    private static func checkSearch(_ study: DeclaredStudy) throws {
        let definition = try study.definition()
        #expect(StudyDefinition.isUsable(name: definition.name))
        switch try study.sampler() {
        case let sampler as any IndependentSampler:
            for number in [0, min(definition.budget, sampler.size ?? .max) - 1] {
                _ = try TrialNetwork(sampler.parameters(ofTrial: number))
            }
        case let sampler as any AdaptiveSampler:
            for parameters in try firstGeneration(of: sampler) { _ = try TrialNetwork(parameters) }
        case let sampler: Issue.record("a sampler of no kind: \(sampler)")
        }
    }

    /// Empty where the generation is large, so that the test stays short.
    private static func firstGeneration<S: AdaptiveSampler>(of sampler: S) throws -> [TrialParameters] {
        guard sampler.generations.size <= 32 else { return [] }
        return try sampler.proposals(ofGeneration: 0, knowing: sampler.begin(), pending: []).map(\.parameters)
    }

    private static func check(_ error: StudyFileError, _ place: String) {
        let text = error.description
        #expect(text.hasPrefix(place) && !error.rule.isEmpty && !error.remedy.isEmpty && text.count < 1000)
        #expect(
            text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(text.debugDescription)")
    }
}
