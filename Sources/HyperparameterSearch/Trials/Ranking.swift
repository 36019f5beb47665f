/// The best finished trials: by value, equal values by trial number.
public struct Ranking: Sendable {
    public struct Entry: Sendable, Hashable {
        public let number: Int
        public let value: Double

        public init(number: Int, value: Double) {
            self.number = number
            self.value = value
        }
    }

    public let direction: Direction
    /// How many trials are kept.
    public let capacity: Int
    /// The best first.
    public private(set) var entries: [Entry] = []

    public init(direction: Direction, capacity: Int) {
        self.direction = direction
        self.capacity = capacity
    }

    public var best: Entry? { entries.first }

    /// The value of the last entry once the ranking is full. A worse trial does not enter.
    public var threshold: Double? { entries.count == capacity ? entries.last?.value : nil }

    /// Adds a trial; one that is there already is not added again.
    ///
    /// Complexity: O(log capacity) to find the place, O(capacity) to make room.
    public mutating func insert(_ entry: Entry) {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(entries[middle], entry) { low = middle + 1 } else { high = middle }
        }
        guard low < capacity, low == entries.count || entries[low] != entry else { return }
        entries.insert(entry, at: low)
        if entries.count > capacity { entries.removeLast() }
    }

    private func precedes(_ a: Entry, _ b: Entry) -> Bool {
        a.value == b.value ? a.number < b.number : direction.prefers(a.value, to: b.value)
    }
}
