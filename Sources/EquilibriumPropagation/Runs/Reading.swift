import Foundation

/// How a network does at one moment of its training.
public struct Reading: Sendable, Hashable, Codable {
    /// Updates made.
    public var update: Int
    /// The same in epochs.
    public var epoch: Double
    public var training: Score
    public var test: Score

    public init(update: Int, epoch: Double, training: Score, test: Score) {
        self.update = update
        self.epoch = epoch
        self.training = training
        self.test = test
    }
}

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
        guard let trace = try? JSONDecoder().decode(LearningTrace.self, from: data) else { return nil }
        self = trace
    }

    /// The same readings give the same bytes. (Numbers are finite: a run whose are not has failed.)
    public var encoded: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return (try? encoder.encode(self)) ?? Data()
    }
}
