import Foundation
import HyperparameterSearch
import Testing

@testable import StudyStorage

/// The fast path reads what the decoder reads, or leaves it to the decoder.
@Suite struct FlatJSONTests {
    @Test(
        arguments: [
            "{}", #"{"a":1}"#, #"{"epsilon.initial":0.843,"quantizer":"sigma-delta"}"#,
            #"{"a":-0.0,"b":1e-05,"c":4.31e-05}"#,
            #"{"a":5e-324,"b":1.7976931348623157e+308,"c":0.1,"d":123456789012345680}"#, #"{"名":"数字"}"#, #"{"":""}"#,
            #"{"a":true,"b":false,"c":"true"}"#,
            // Not of the form, but JSON all the same.
            #"{ "a" : 1 }"#, #"{"a":"\n"}"#, #"{"a":0.10000000000000000000000000000000000001}"#,
        ])
    func parameters(text: String) throws {
        let decoded: TrialParameters = try StoredJSON.value(text)
        #expect(try StoredJSON.parameters(text) == decoded)
        if let members = FlatJSON.members(text) {
            #expect(members.keys.sorted() == decoded.values.keys.sorted())
            for (name, value) in members {
                #expect(value == decoded[name])
                guard case (.number(let a), .number(let b)?) = (value, decoded[name]) else { continue }
                #expect(a.bitPattern == b.bitPattern)
            }
        }
    }

    @Test(
        arguments: [
            "", "{", "}", "[]", "{}x", #"{"a"}"#, #"{"a":}"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#,
            #"{"a":1e}"#, #"{"a":nan}"#, #"{"a":inf}"#, #"{"a":0x10}"#, #"{"a":1e999}"#, #"{"a":1,}"#,
            #"{"a":1,"a":2}"#,
            #"{"a":tru}"#, #"{"a":true1}"#, #"{"a":falsee}"#, #"{"a":True}"#, #"{"a":null}"#, #"{"a":{}}"#,
            #"{"a":"x}"#, "{\"a\":\"\u{1}\"}", #"{"a":1 }"#,
        ])
    func otherTexts(text: String) {
        #expect(FlatJSON.members(text) == nil)
    }

    @Test func numbersAreOnlyNumbers() throws {
        #expect(FlatJSON.numbers(#"{"a":1.5,"b":-2}"#) == ["a": 1.5, "b": -2])
        #expect(FlatJSON.numbers(#"{"a":"x"}"#) == nil)
        #expect(throws: DecodingError.self) { try StoredJSON.numbers(#"{"a":"x"}"#) }
    }

    @Test func everyNumberComesBack() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            let text = try StoredJSON.text(["a": number])
            #expect(FlatJSON.numbers(text)?["a"]?.bitPattern == (number + 0).bitPattern || number == 0)
            let decoded: [String: Double] = try StoredJSON.value(text)
            #expect(FlatJSON.numbers(text) == decoded)
        }
    }
}
