import Foundation
import HyperparameterSearch

/// Where a suspended trial of a program stands. The program's own state is in its checkpoint folder.
struct ProgramCheckpoint: Codable, Equatable {
    /// The form of the bytes.
    private var version = 1
    /// Of the trial, so that another study's checkpoint is not taken for its own.
    let seed: Int
    let step: Int
    /// The failures of the attempts so far.
    let failures: [String]
    /// `[report]`: the steps that the program has reported, and the values. A value that is not finite is nil.
    let steps: [Int]
    let values: [Double?]
    /// The values of a program that has ended; nil for one that has not, or that has failed.
    let end: [String: Double]?

    init(seed: Int, step: Int, failures: [String], reported: ReportedValues, end: [String: Double]?) {
        (self.seed, self.step, self.failures, self.end) = (seed, step, failures, end)
        steps = reported.reports.map(\.step)
        values = reported.reports.map { $0.value.isFinite ? $0.value : nil }
    }

    init(_ data: Data) throws(CheckpointProblem) {
        guard let found = try? JSONDecoder().decode(Self.self, from: data), found.version == 1,
            found.steps.count == found.values.count
        else { throw .otherForm }
        self = found
    }

    var data: Data? { try? JSONEncoder().encode(self) }
}
