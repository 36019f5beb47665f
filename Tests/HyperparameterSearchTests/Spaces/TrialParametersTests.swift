import Foundation
import HyperparameterSearch
import Testing

@Suite struct TrialParametersTests {
    let parameters: TrialParameters = ["x": 0.5, "n": 3, "k": "sigma"]

    @Test func valuesAreReadByKind() throws {
        #expect(try parameters.number("x") == 0.5)
        #expect(try parameters.integer("n") == 3)
        #expect(try parameters.category("k") == "sigma")
    }

    @Test func theWrongKindIsAnError() {
        #expect(throws: ParameterError.missing("y")) { try parameters.number("y") }
        #expect(throws: ParameterError.missing("y")) { try parameters.category("y") }
        #expect(throws: ParameterError.notANumber("k", "sigma")) { try parameters.number("k") }
        #expect(throws: ParameterError.notWhole("x", 0.5)) { try parameters.integer("x") }
        #expect(throws: ParameterError.notACategory("n", 3)) { try parameters.category("n") }
    }

    @Test func jsonIsAPlainObjectAndReadsBack() throws {
        let json = try JSONEncoder().encode(parameters)
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(Set(object.keys) == ["x", "n", "k"])
        #expect(try JSONDecoder().decode(TrialParameters.self, from: json) == parameters)
    }

    @Test func textIsShortAndReadsBack() {
        #expect((0.5).shortestText == "0.5")
        #expect((2.0).shortestText == "2")
        #expect((4.31e-05).shortestText == "4.31e-05")
        #expect(ParameterValue("a").description == "a")
        for number in [1.0 / 3, 1e22, -0.0, 123_456_789, .leastNonzeroMagnitude] {
            #expect(Double(number.shortestText) == number)
        }
    }
}
