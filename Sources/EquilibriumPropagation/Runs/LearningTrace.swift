import Foundation

/// The readings of a run, in order, as they are stored: JSON.
public struct LearningTrace: Sendable, Hashable, Codable {
    /// The form. Reading one that is not listed is an error.
    enum Format: String, Sendable, Codable {
        case learning1 = "settle-learning-1"
    }

    private var format = Format.learning1
    public var readings: [Reading]

    public init(_ readings: [Reading]) {
        self.readings = readings
    }

    /// - Returns: nil where the data is no learning trace.
    public init?(_ data: Data) {
        guard let trace = ReproducibleJSON.value(LearningTrace.self, data) else { return nil }
        self = trace
    }

    /// The same readings give the same bytes. Numbers that are not finite, of runs that failed, are words.
    public var encoded: Data { ReproducibleJSON.data(self) }
}
