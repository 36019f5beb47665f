import Foundation
import HyperparameterSearch
import TestSupport
import Testing

@testable import AnnealingStudies

/// Whatever a file of exported schedules holds: points with usable parents, or a `ScheduleFileError`.
@Suite("Fuzzing files of schedules")
struct ScheduleFileFuzzTests {
    private static let text = """
        {"definition": {"a": [1, {"b": null}]}, "format": "settle-schedules-1", "objective": "meanError",
         "study": "paper-5000", "schedules": [
          {"epsilon": "0.843/t^0.0923", "lambda": "0.832/t^0.584", "quantizer": "sigma-delta", "trial": 4333,
           "value": 0.0016, "values": {"early": 1e-3}},
          {"epsilon": "0.5", "lambda": "1", "quantizer": "stochastic", "trial": 12, "value": 2, "values": {}}]}
        """
    private static let mutator = ByteMutator(
        corpus: [Array(text.utf8), Array(text.filter { !$0.isWhitespace }.utf8)],
        words: ["\"study\":", "\"trial\":", "\"../x\"", ",", ":", "\"", "\\u001b", "\\n", "\"definition\":", "[[["])

    @Test("A file gives points, or says what is wrong")
    func files() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("best.json")
            try FuzzTarget("schedule-file", cost: 2).run(Self.mutator.input) { bytes in
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                do throws(ScheduleFileError) {
                    for point in try ScheduleFile.points(1, path: path) {
                        #expect(point.parent.map { TrialReference($0.description) == $0 } == true)
                    }
                } catch {
                    #expect(error.description.hasPrefix(path) && !error.isUnreadable)
                }
            }
        }
    }
}
