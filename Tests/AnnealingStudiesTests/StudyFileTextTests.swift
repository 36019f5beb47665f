import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("A study written as a file")
struct StudyFileTextTests {
    @Test("reads back as the same study, for those that are shipped", arguments: ShippedStudies.names)
    func shipped(name: String) throws {
        let study = try StudyFile.read(path: ShippedStudies.path(name))
        let again = try StudyFile.read(study.fileText, file: "again.yaml")
        #expect(again == study)
        #expect(try again.definition() == study.definition())
    }

    @Test("reads back as the same study, whatever its shape", arguments: 0..<300 as Range<UInt32>)
    func generated(seed: UInt32) throws {
        var generator = StudyGenerator(seed: seed)
        let study = generator.study()
        #expect(try StudyFile.read(study.fileText, file: "again.yaml") == study)
    }

    @Test(
        "whatever YAML would make of its name",
        arguments: ["true", "No", "null", "1.5", "1e3", "0x10", "2026-11-24", "y", "a.b_c-d", "a-1"])
    func names(name: String) throws {
        var study = try StudyFile.read(path: ShippedStudies.path("quick"))
        study.name = name
        #expect(try StudyFile.read(study.fileText, file: "again.yaml") == study)
    }

    @Test("is read by people, too: what belongs together on one line")
    func lines() throws {
        let text = try StudyFile.read(path: ShippedStudies.path("paper-5000")).fileText
        for line in ["name: paper-5000", "    layers: [500, 500, 10]", "trials: 5000", "    initial: {from: 0, to: 1}"]
        {
            #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
    }
}
