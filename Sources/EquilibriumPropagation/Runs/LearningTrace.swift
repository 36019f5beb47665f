import Foundation

/// The readings of a run in order, stored as JSON.
public struct LearningTrace: Sendable, Hashable, Codable {
    /// The format. A trace of another format is not read.
    enum Format: String, Sendable, Codable {
        case learning1 = "settle-learning-1"
    }

    private var format = Format.learning1
    /// In order of update.
    public var readings: [Reading]

    /// A trace of these readings.
    public init(_ readings: [Reading]) {
        self.readings = readings
    }

    /// - Returns: nil if the data is not a learning trace.
    public init?(_ data: Data) {
        guard let trace = ReproducibleJSON.value(LearningTrace.self, data) else { return nil }
        self = trace
    }

    /// The same readings give the same bytes. Numbers that are not finite, which failed runs have, are written as
    /// words.
    public var encoded: Data { ReproducibleJSON.data(self) }
}
