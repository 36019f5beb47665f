/// One of several equal shares of a study's trials, for machines that do not share a store: "2/8" is the second of
/// eight. Trial n belongs to share n mod count, so that every share samples the whole of a grid.
public struct Shard: Sendable, Hashable {
    /// From 0.
    public let index: Int
    public let count: Int

    /// All trials.
    public static let whole = Shard(uncheckedIndex: 0, count: 1)
    /// The most shares that a study may be divided into.
    public static let largestCount = 10_000

    /// - Returns: nil where there is no such share.
    public init?(index: Int, count: Int) {
        guard (1...Self.largestCount).contains(count), (0..<count).contains(index) else { return nil }
        self.init(uncheckedIndex: index, count: count)
    }

    private init(uncheckedIndex index: Int, count: Int) {
        self.index = index
        self.count = count
    }

    public func contains(_ number: Int) -> Bool { number % count == index }

    /// How many of the numbers from 0 to below `end` belong to it.
    public func size(below end: Int) -> Int { max(0, (end - index + count - 1) / count) }
}

extension Shard: LosslessStringConvertible {
    /// Counted from 1, as people do.
    public var description: String { "\(index + 1)/\(count)" }

    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let place = Int(parts[0]), let count = Int(parts[1]),
            "\(place)/\(count)" == description,
            let shard = Shard(index: place - 1, count: count)
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
