/// Something that pages show of a study. All pages share it. It is made again only where somebody asks for it, something has
/// changed, and its turn has come.
actor Remade<Value: Sendable> {
    /// What was made, of which revision.
    struct Made: Sendable {
        let value: Value
        let revision: Int64
        /// The seconds after which it may be asked for again, where it is older than was asked for.
        var again: Double?
    }

    private var made: Made?
    private var making: Task<Made, any Error>?
    private var turns: Turns
    /// How often it was forgotten.
    private var forgotten = 0

    init(_ turns: Turns = Turns()) { self.turns = turns }

    /// - Parameters:
    ///   - revision: what the page knows of. Nil where what is older than a turn will not do.
    ///   - make: makes the value and tells the revision that it shows.
    func value(
        of revision: Int64?, _ make: @escaping @Sendable () async throws -> (value: Value, revision: Int64)
    ) async throws -> Made {
        let isOld = made.map { made in revision.map { made.revision < $0 } ?? true } ?? true
        if isOld, making == nil, made == nil || turns.wait == 0 {
            making = Task { [forgotten] in
                defer { if forgotten == self.forgotten { making = nil } }
                let began = ContinuousClock.now
                let (value, revision) = try await make()
                turns.note(since: began)
                let new = Made(value: value, revision: revision)
                if forgotten == self.forgotten { made = new }
                return new
            }
        }
        if isOld, let making { return try await making.value }
        guard var made else { throw CancellationError() }
        if let revision, made.revision < revision { made.again = turns.wait }
        return made
    }

    /// The next call of `value` makes a new value, without waiting for a turn.
    func forget() {
        forgotten += 1
        (made, making) = (nil, nil)
    }
}
