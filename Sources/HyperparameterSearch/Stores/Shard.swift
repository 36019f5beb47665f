/// One of several equal parts of a study's trials, for machines without a common store: "2/8" is the second of eight
/// shards. Trial n belongs to the shard with index n mod count, so every shard samples the whole range of a grid.
public struct Shard: Sendable, Hashable {
    /// From 0.
    public let index: Int
    /// The number of shards.
    public let count: Int

    /// All trials.
    public static let whole = Shard(uncheckedIndex: 0, count: 1)
    /// The largest number of shards of a study.
    public static let largestCount = 10_000

    /// - Returns: nil where there is no such shard.
    public init?(index: Int, count: Int) {
        guard (1...Self.largestCount).contains(count), (0..<count).contains(index) else { return nil }
        self.init(uncheckedIndex: index, count: count)
    }

    private init(uncheckedIndex index: Int, count: Int) {
        self.index = index
        self.count = count
    }

    /// Whether the trial of this number belongs to the shard.
    public func contains(_ number: Int) -> Bool { number % count == index }

    /// How many trial numbers below `end` belong to the shard.
    public func size(below end: Int) -> Int { max(0, (end - index + count - 1) / count) }
}

extension Shard: LosslessStringConvertible {
    /// For people, with the index counted from 1.
    public var description: String { "\(index + 1)/\(count)" }

    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let ordinal = Int(parts[0]), let count = Int(parts[1]),
            "\(ordinal)/\(count)" == description,
            let shard = Shard(index: ordinal - 1, count: count)
        else { return nil }
        self = shard
    }
}

extension Shard: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let shard = Shard(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no share")
        }
        self = shard
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
