/// What was asked for last, by a key. Of more than may be kept, the one that was not asked for the longest time goes.
actor Recent<Key: Equatable & Sendable, Value: Sendable> {
    private var kept: [(key: Key, value: Value)] = []
    private let most: Int
    private let make: @Sendable (Key) -> Value

    init(most: Int, _ make: @escaping @Sendable (Key) -> Value) { (self.most, self.make) = (most, make) }

    func value(for key: Key) -> Value {
        if let place = kept.firstIndex(where: { $0.key == key }) {
            let known = kept.remove(at: place)
            kept.append(known)
            return known.value
        }
        let value = make(key)
        kept.append((key, value))
        if kept.count > most { kept.removeFirst() }
        return value
    }
}
