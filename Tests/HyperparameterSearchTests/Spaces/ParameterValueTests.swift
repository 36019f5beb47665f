import Foundation
import HyperparameterSearch
import Testing

@Suite("The value of a parameter") struct ParameterValueTests {
    @Test("is written and read back as JSON: a number, a word, or true or false")
    func coding() throws {
        let values: [String: ParameterValue] = ["a": 1, "b": true, "c": "true", "d": false, "e": 0, "f": "1"]
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(TrialParameters(values))
        #expect(String(decoding: data, as: UTF8.self) == #"{"a":1,"b":true,"c":"true","d":false,"e":0,"f":"1"}"#)
        #expect(try JSONDecoder().decode(TrialParameters.self, from: data).values == values)
        #expect(throws: (any Error).self) { try JSONDecoder().decode([ParameterValue].self, from: Data("[null]".utf8)) }
    }

    @Test("has a text for people and one that tells a word from a number or a truth value")
    func texts() {
        let values: [ParameterValue] = [1.5, "1.5", true, "true"]
        #expect(values.map(\.description) == ["1.5", "1.5", "true", "true"])
        #expect(values.map(\.fingerprint) == ["1.5", "\"1.5\"", "true", "\"true\""])
        #expect(Set(values).count == 4)
    }

    @Test("is read as what it is, and as nothing else")
    func kinds() throws {
        let trial: TrialParameters = ["flag": true, "word": "a", "number": 2]
        #expect(try trial.boolean("flag"))
        #expect(throws: ParameterError.notABoolean("number", "2")) { try trial.boolean("number") }
        #expect(throws: ParameterError.notABoolean("word", "\"a\"")) { try trial.boolean("word") }
        #expect(throws: ParameterError.missing("other")) { try trial.boolean("other") }
        #expect(throws: ParameterError.notANumber("flag", "true")) { try trial.number("flag") }
        #expect(throws: ParameterError.truthValue("flag", true)) { try trial.category("flag") }
        #expect("\(ParameterError.truthValue("flag", true))".contains("a category is needed"))
        #expect("\(ParameterError.notABoolean("number", "2"))".contains("true or false is needed"))
    }
}
