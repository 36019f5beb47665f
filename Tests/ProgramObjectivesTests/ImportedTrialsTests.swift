import HyperparameterSearch
import ProgramObjectives
import StudyFiles
import Testing

/// Studies whose first trials were imported.
@Suite struct ImportedTrialsTests {
    private static let file = """
        name: s
        objective: {told: {minimize: loss}}
        sampler: tpe
        trials: 30
        space: {x: {from: 0, to: 1}}
        imported: 20
        """

    private func read(_ text: String) throws -> DeclaredStudy {
        try StudyFile.read(text, file: "s.yaml", kinds: StudyKinds([ToldSettings.self]))
    }

    @Test func theSamplerFollowsThem() throws {
        let study = try read(Self.file)
        #expect(study.importedCount == 20)
        #expect(try study.sampler().givenCount == 20)
        let definition = try study.definition()
        #expect(definition.budget == 30)
        #expect(try StudyFile.read(definition, kinds: StudyKinds([ToldSettings.self])) == study)
        #expect(try read(study.fileText) == study)
        var other = study
        other.importedCount = 19
        #expect(try other != study && other.definition().text != definition.text)
    }

    @Test(arguments: [
        (file.replacing("imported: 20", with: "imported: 0"), "imported"),
        (file.replacing("imported: 20", with: "imported: 31"), "31 imported trials"),
        (file + "\npoints: [{x: 0.5}]", "points or imported trials"),
        (
            file.replacing("sampler: tpe\n", with: "sampler: points\n").replacing("trials: 30\n", with: "")
                .replacing("space: {x: {from: 0, to: 1}}\n", with: ""), "has no imported trials"
        ),
    ])
    func refusesOthers(_ text: String, _ word: String) {
        let error = #expect(throws: StudyFileError.self) { try read(text) }
        #expect(error.map { "\($0)".contains(word) } == true, "\(String(describing: error))")
    }
}
