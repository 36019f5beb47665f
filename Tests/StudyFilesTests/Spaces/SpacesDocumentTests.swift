import Foundation
import HyperparameterSearch
import StudyFiles
import Testing

/// What `docs/spaces.md` says is so.
@Suite("The document about spaces") struct SpacesDocumentTests {
    private static let text = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        return try String(contentsOf: root.appending(path: "docs/spaces.md"), encoding: .utf8)
    }

    private func studies() throws -> [String] {
        try Self.text.get().components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    private func read(_ text: String) throws -> DeclaredStudy {
        let text = text.replacing("{told: {minimize: loss}}", with: "{any: {}}")
        return try StudyFile.read(text, file: "spaces.md", kinds: .any)
    }

    @Test("has study files that are read")
    func examples() throws {
        let studies = try studies()
        #expect(studies.count == 2)
        let study = try read(studies[0])
        #expect(
            study.parameterNames == [
                "rate", "dropout", "layers", "units", "optimizer", "momentum", "amsgrad", "batch", "device",
            ])
        #expect(study.points.count == 1)
        #expect(try read(studies[1]).definition().budget == 36)
    }

    @Test("has a table of forms that are read, with the values that it says")
    func forms() throws {
        let rows = try Self.text.get().split(separator: "\n").filter {
            $0.hasPrefix("| `{from") || $0.hasPrefix("| `[")
        }
        #expect(rows.count == 7)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            for form in cells[0].components(separatedBy: "`, `").map({ $0.replacing("`", with: "") }) {
                let domain = try AnyStudy(space: "a: \(form)\nb: [1, 2]").read().searchedParameters()[0].domain
                let values = cells[1].components(separatedBy: ", ").compactMap(Double.init)
                guard values.count > 1, let count = domain.valueCount else { continue }
                if values.count == count {
                    #expect((0..<count).map(domain.value) == values.map(ParameterValue.number))
                } else {
                    #expect(domain.value(withIndex: count - 1) == .number(values[values.count - 1]))
                }
            }
        }
    }

    @Test("tells the samplers' refusals")
    func refusals() throws {
        let conditional = "a: [1, 2]\nb: {from: 0, to: 1, when: {a: 1}}"
        let words = "a: [x, y]\nb: {from: 0, to: 1}"
        for sampler in ["{random: {seed: 1}}", "sobol", "tpe", "auto"] {
            _ = try AnyStudy(space: conditional, sampler: sampler).read()
            _ = try AnyStudy(space: words, sampler: sampler).read()
        }
        _ = try AnyStudy(space: words, sampler: "gp").read()
        for refused in ["gp", "cmaes"] {
            #expect(throws: StudyFileError.self) { try AnyStudy(space: conditional, sampler: refused).read() }
        }
        #expect(throws: StudyFileError.self) { try AnyStudy(space: words, sampler: "cmaes").read() }
    }
}
