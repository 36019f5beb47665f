/// The best complete trials, in order of value; equal values in order of trial number.
public struct Ranking: Sendable {
    /// A trial with its value.
    public struct Entry: Sendable, Hashable {
        /// The trial's number.
        public let number: Int
        /// The objective's value.
        public let value: Double

        /// An entry for a trial.
        public init(number: Int, value: Double) {
            self.number = number
            self.value = value
        }
    }

    /// Whether small or large values come first.
    public let direction: Direction
    /// The largest number of entries.
    public let capacity: Int
    /// The best first.
    public private(set) var entries: [Entry] = []

    /// An empty ranking of at most `capacity` entries.
    public init(direction: Direction, capacity: Int) {
        self.direction = direction
        self.capacity = capacity
    }

    /// The best trial; nil where there is none.
    public var best: Entry? { entries.first }

    /// The value of the last entry of a full ranking; nil until it is full. A trial with a worse value cannot enter.
    public var threshold: Double? { entries.count == capacity ? entries.last?.value : nil }

    /// Adds a trial. A trial that is already in the ranking is not added twice.
    ///
    /// Complexity: O(log capacity) to find the index, O(capacity) to insert.
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
