import Foundation
import HyperparameterSearch
import StudyFiles
import Testing

/// A kind of study that this package does not know takes part in everything that study files do.
@Suite("A study of another kind")
struct OtherKindTests {
    private func study(_ text: String = SampleKind.file) throws -> DeclaredStudy {
        try StudyFile.read(text, file: "small.yaml", kinds: .sample)
    }

    @Test("is read with its settings, points, space and budget")
    func reading() throws {
        let study = try study()
        #expect(study.kind as? SampleKind == SampleKind(target: 0.5))
        #expect(study.parameterNames == ["x", "y"])
        #expect(try study.searchedParameters().map(\.name) == ["x", "y"])
        #expect(study.points.map(\.parent) == [TrialReference(study: "other", number: 7)])
        let definition = try study.definition()
        #expect(definition.direction == .maximize)
        #expect(definition.budget == 8)
        #expect(
            definition.text == #"{"objective":{"sample":{"target":0.5}},"#
                + #""points":[{"parent":"other/7","x":0.25,"y":2}],"#
                + #""sampler":{"random":{"seed":3,"stream":"keyed"}},"space":{"x":{"from":0,"to":1},"y":[1,2,3]}}"#)
    }

    @Test("reads back from its definition and from its file text")
    func roundTrip() throws {
        let grid = SampleKind.file.replacing("{random: {seed: 3}}\ntrials: 8", with: "grid").replacing(
            "to: 1}", with: "to: 1, count: 4}")
        let points = "name: p\nobjective: {sample: {target: 1}}\nsampler: points\npoints: [{x: 1}, {x: 2, y: 3}]\n"
        for (text, budget) in [(SampleKind.file, 8), (grid, 13), (points, 2)] {
            let study = try study(text)
            let definition = try study.definition()
            #expect(definition.budget == budget)
            #expect(try StudyFile.read(definition, kinds: .sample) == study)
            #expect(try StudyFile.read(study.fileText, file: "again.yaml", kinds: .sample) == study)
        }
    }

    @Test("gives its points first, then what is drawn")
    func trials() throws {
        let sampler = try study().sampler()
        #expect(try sampler.definedParameters(ofTrial: 0) == ["x": 0.25, "y": 2])
        #expect(sampler.parent(ofTrial: 0)?.study == "other")
        let drawn = try #require(try sampler.definedParameters(ofTrial: 1))
        #expect((0...1).contains(try drawn.number("x")))
        #expect([1, 2, 3].contains(try drawn.number("y")))
    }

    @Test("is told from another by each key that differs")
    func differences() throws {
        let other = try study(SampleKind.file.replacing("target: 0.5", with: "target: 0.75"))
        #expect(
            try DeclaredStudy.differences(stored: study().definition(), offered: other.definition())
                == ["objective.sample.target: stored 0.5, now 0.75"])
        #expect(try study() != other)
    }

    @Test("is evaluated with what the program offers, or says what is missing")
    func resources() throws {
        let kind = try study().kind
        let resources = StudyResources(threads: 2).offering(SampleKind.Scale(factor: 2))
        let prepared = try kind.objective(resources)
        #expect(prepared.warning == "a sample")
        let evaluation = prepared.objective.evaluation(of: Candidate(number: 0, parameters: ["x": 0.25]))
        #expect(evaluation.outcome == .complete(value: -0.5))
        #expect(throws: MissingResource.self) { try kind.objective(StudyResources(threads: 2)) }
    }

    @Test("has curves, and lists show its parameters")
    func curves() throws {
        let kind = try study().kind
        let curve = try #require(kind.curve(of: Data([3, 2, 1])))
        #expect(curve.values.map(\.step) == [1, 2, 3])
        #expect(curve.values.map(\.value) == [3, 2, 1])
        #expect(type(of: kind).listColumns.isEmpty)
        #expect(kind.summary(of: ["x": 1]) == nil)
        #expect(kind.longWork == nil)
    }

    @Test(
        "is refused in the words of its kind",
        arguments: [
            ("points:\n  - {x: 0.25, y: 2, parent: other/7}", "points: 3", "this must be numbers, as in [{x: 1}]"),
            ("{sample: {target: 0.5}}", "{speed: 1}", "there is no such key here; the keys are: sample"),
            ("{sample: {target: 0.5}}", "{}", "the key is missing; add 'sample:'"),
            ("{sample: {target: 0.5}}", "3", "this must be an objective: sample"),
            ("trials: 8", "planner: complete", "there is no such key here; the keys are: name, objective"),
            ("x: {from: 0, to: 1}", "x: {from: 0, to: 1, count: 3}", "only a grid counts the values of a range"),
            ("x: {from: 0, to: 1}", "x: {from: 1, to: 0}", "the range is inverted"),
            ("y: [1, 2, 3]", "y: [1, 1]", "a value stands twice"),
            ("{random: {seed: 3}}", "annealing", "there is no such sampler"),
            ("parent: other/7", "parent: other", "this is not a trial"),
        ])
    func refused(part: String, replacement: String, words: String) throws {
        let text = SampleKind.file.replacing(part, with: replacement)
        let error = try #require(throws: StudyFileError.self) { try study(text) }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.line != nil)
    }
}
