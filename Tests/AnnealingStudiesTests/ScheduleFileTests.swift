import Foundation
import HyperparameterSearch
import SpikingDynamics
import TestSupport
import Testing

@testable import AnnealingStudies

/// Exported schedules come back as points that know where they came from.
@Suite struct ScheduleFileTests {
    private static let text = """
        {"definition": {}, "format": "settle-schedules-1", "objective": "meanError", "study": "paper-5000", "schedules": [
          {"epsilon": "0.843/t^0.0923", "lambda": "0.832/t^0.584", "quantizer": "sigma-delta", "trial": 4333,
           "value": 0.0016, "values": {}},
          {"epsilon": "0.5", "lambda": "1", "quantizer": "stochastic", "trial": 12, "value": 0.002, "values": {}}]}
        """

    private func points(_ text: String, _ count: Int) throws -> [StudyPoint] {
        try TemporaryFolder.with { folder in
            let path = folder.file("schedules.json")
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try ScheduleFile.points(count, path: path)
        }
    }

    /// The text with parameters beside the second schedules.
    private static func parameters(_ epsilon: String, _ rest: String, _ text: String) -> String {
        text.replacing(
            #""stochastic", "#,
            with: #""stochastic", "parameters": {"epsilon.constant": \#(epsilon), "lambda.constant": \#(rest)}, "#)
    }

    @Test func readsParametersThatAgree() throws {
        let text = Self.parameters("0.5", #"1, "quantizer": "stochastic""#, Self.text)
        #expect(text != Self.text)
        #expect(try points(text, 2) == points(Self.text, 2))
    }

    @Test func reads() throws {
        let read = try points(Self.text, 2)
        #expect(read.map(\.parent?.description) == ["paper-5000/4333", "paper-5000/12"])
        #expect(
            read[0].network
                == .binary(
                    AnnealingSchedules(
                        epsilon: .powerLaw(initial: 0.843, exponent: 0.0923),
                        lambda: .powerLaw(initial: 0.832, exponent: 0.584), quantizer: .sigmaDelta)))
        #expect(try points(Self.text, 1) == Array(read.prefix(1)))
    }

    @Test(
        "says what is wrong",
        arguments: [
            ("", 1, "it is not JSON"), ("[1]", 1, "is of the wrong kind"), ("{}", 1, "the key 'format' is missing"),
            (text.replacing("schedules-1", with: "schedules-9"), 1, "'format' is not what it may be"),
            (text.replacing("0.843/t", with: "0.843/x"), 1, "schedules[0]: \"0.843/x^0.0923\" is not a schedule"),
            (text.replacing("stochastic", with: "magic"), 2, "schedules[1]: there is no quantizer 'magic'"),
            (text, 3, "it has 2 schedules, and 3 are asked for"),
            (parameters("0.5", "1", text), 2, "schedules[1]: there is no parameter 'quantizer'"),
            (
                parameters("0.4", "1, \"quantizer\": \"stochastic\"", text), 2,
                "schedules[1]: 'parameters' are not the numbers of 0.5, 1"
            ),
        ])
    func bad(text: String, count: Int, rule: String) throws {
        let error = try #require(throws: ScheduleFileError.self) { try points(text, count) }
        #expect(error.rule.contains(rule))
        #expect(!error.remedy.isEmpty)
        #expect(!error.isUnreadable)
    }

    @Test func aMissingFileIsUnreadable() throws {
        let error = try #require(throws: ScheduleFileError.self) {
            try ScheduleFile.points(1, path: "/nowhere/best.json")
        }
        #expect(error.isUnreadable)
        #expect(error.description.contains("name a file of exported schedules"))
    }

    /// A pipe without a writer would be waited for, a device be read without end.
    @Test func whatIsNoFileIsNotRead() throws {
        try TemporaryFolder.with { folder in
            let pipe = folder.file("pipe.json")
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [pipe, "/dev/zero", "/"] {
                let error = try #require(throws: ScheduleFileError.self) { try ScheduleFile.points(1, path: path) }
                #expect(error.rule == "this is not a file")
                #expect(error.isUnreadable)
            }
        }
    }

    @Test("A file of schedules that is a device or a pipe is not read", arguments: ["/dev/zero", "pipe"])
    func devices(name: String) throws {
        try TemporaryFolder.with { folder in
            mkfifo(folder.file("pipe"), 0o600)
            let path = name.hasPrefix("/") ? name : folder.file(name)
            let error = try #require(throws: ScheduleFileError.self) { try ScheduleFile.points(1, path: path) }
            #expect(error.isUnreadable)
            #expect(error.rule.hasPrefix("this is not a file"))
        }
    }
}
