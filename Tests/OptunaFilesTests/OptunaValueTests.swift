import Foundation
import Testing

@testable import OptunaFiles

@Suite struct OptunaTimeTests {
    @Test(arguments: [
        "1970-01-01 00:00:00.000000", "2026-11-27 17:14:37.071679", "2024-02-29 23:59:59.999999",
        "1999-12-31 00:00:00.000001", "9998-12-31 12:34:56.500000", "2100-03-01 00:00:00.000000",
    ])
    func textsReadBackAsTheyWere(_ text: String) throws {
        let date = try #require(OptunaTime.date(text, in: .gmt))
        #expect(OptunaTime.text(date) == text)
    }

    @Test func agreesWithFoundation() throws {
        for seconds in stride(from: 0, to: 250_000_000_000.0, by: 1_234_567_891.125) {
            let date = Date(timeIntervalSince1970: seconds)
            let expected = date.formatted(
                .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false))
            #expect(OptunaTime.text(date).hasPrefix(expected), "\(seconds)")
        }
    }

    @Test func readsShorterFractions() {
        #expect(OptunaTime.date("2000-01-01 00:00:00", in: .gmt)?.timeIntervalSince1970 == 946_684_800)
        #expect(OptunaTime.date("2000-01-01 00:00:00.25", in: .gmt)?.timeIntervalSince1970 == 946_684_800.25)
    }

    @Test func readsLocalTimes() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let winter = try #require(OptunaTime.date("2026-01-15 12:00:00.000000", in: zone))
        let summer = try #require(OptunaTime.date("2026-07-15 12:00:00.000000", in: zone))
        #expect(OptunaTime.text(winter) == "2026-01-15 11:00:00.000000")
        #expect(OptunaTime.text(summer) == "2026-07-15 10:00:00.000000")
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01 00:00:00", "2026-00-01 00:00:00", "2026-01-32 00:00:00", "2026-01-01 24:00:00",
        "2026-01-01 00:60:00", "2026-01-01 00:00:61", "1969-12-31 00:00:00", "9999-01-01 00:00:00",
        "2026-01-01 00:00:00.1234567", "2026-01-01 00:00:00.", "2026-01-01", "2026-01-01 00:00:00.1.2",
        "99999999999999999999-01-01 00:00:00",
    ])
    func refusesOtherTexts(_ text: String) {
        #expect(OptunaTime.date(text, in: .gmt) == nil)
    }
}

@Suite struct OptunaDistributionTests {
    /// Optuna's texts, and what they are. Those of versions before 3 have other names.
    @Test func readsEveryDistribution() {
        let texts: [(String, OptunaDistribution)] = [
            (
                #"{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}"#,
                .float(low: 1e-5, high: 0.1, isLog: true, step: nil)
            ),
            (
                #"{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}"#,
                .float(low: 0, high: 1, isLog: false, step: 0.1)
            ),
            (
                #"{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}"#,
                .integer(low: 8, high: 512, isLog: true, step: 1)
            ),
            (
                #"{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, "never", null, true]}}"#,
                .categorical([.number(1), .number(2.5), .text("never"), .null, .boolean(true)])
            ),
            (
                #"{"name": "UniformDistribution", "attributes": {"low": 0, "high": 2}}"#,
                .float(low: 0, high: 2, isLog: false, step: nil)
            ),
            (
                #"{"name": "LogUniformDistribution", "attributes": {"low": 0.5, "high": 2}}"#,
                .float(low: 0.5, high: 2, isLog: true, step: nil)
            ),
            (
                #"{"name": "DiscreteUniformDistribution", "attributes": {"low": 0, "high": 2, "q": 0.5}}"#,
                .float(low: 0, high: 2, isLog: false, step: 0.5)
            ),
            (
                #"{"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 2}}"#,
                .integer(low: 1, high: 9, isLog: false, step: 2)
            ),
            (
                #"{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 64, "step": 1}}"#,
                .integer(low: 1, high: 64, isLog: true, step: 1)
            ),
        ]
        for (text, distribution) in texts {
            #expect(OptunaDistribution(text) == distribution, "\(text)")
            // What is written reads back as the same.
            #expect(OptunaDistribution(distribution.text) == distribution)
        }
        for (text, distribution) in texts.prefix(4) { #expect(distribution.text == text) }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"name": "FloatDistribution"}"#, #"{"name": "Other", "attributes": {}}"#,
        #"{"name": "FloatDistribution", "attributes": {"low": 2, "high": 1}}"#,
        #"{"name": "FloatDistribution", "attributes": {"low": 0, "high": 1, "log": true}}"#,
        #"{"name": "FloatDistribution", "attributes": {"low": 0, "high": 1, "step": -1}}"#,
        #"{"name": "FloatDistribution", "attributes": {"low": 0, "high": NaN}}"#,
        #"{"name": "IntDistribution", "attributes": {"low": 0, "high": 1, "log": true}}"#,
        #"{"name": "IntDistribution", "attributes": {"low": 0.5, "high": 1}}"#,
        #"{"name": "IntDistribution", "attributes": {"low": 0, "high": 1e30}}"#,
        #"{"name": "IntDistribution", "attributes": {"low": 0, "high": 5, "step": 0}}"#,
        #"{"name": "CategoricalDistribution", "attributes": {"choices": []}}"#,
        #"{"name": "CategoricalDistribution", "attributes": {"choices": "sgd"}}"#,
    ])
    func refusesOthers(_ text: String) {
        #expect(OptunaDistribution(text) == nil)
    }

    @Test func writesJSONThatReadsBack() {
        let values: [PythonJSON] = [
            .null, .boolean(false), .number(1), .number(-2.5e-300), .text("größe \"q\" \\ \n\u{1} \u{1F9E0}"),
            .list([.null, .list([])]), .object(["b": .number(1), "a\"": .object([:])]),
        ]
        for value in values { #expect(PythonJSON(value.written) == value) }
    }
}
