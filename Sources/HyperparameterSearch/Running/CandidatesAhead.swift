import Dispatch

/// Candidates that are made on another thread before they are asked for, while the recorder writes to the store.
final class CandidatesAhead: @unchecked Sendable {
    private let queue = DispatchQueue(label: "candidates ahead", qos: .userInitiated)
    /// With consecutive numbers. Only used on the queue.
    private var made: [Candidate] = []

    /// Begins to make the candidates with these numbers. None are made where one of them cannot be made.
    func begin(_ numbers: Range<Int>, _ make: @escaping @Sendable (Int) throws -> Candidate) {
        queue.async { self.made = (try? numbers.map(make)) ?? [] }
    }

    /// Waits for the candidates that were begun, and takes them.
    func take() -> [Candidate] {
        queue.sync {
            defer { made = [] }
            return made
        }
    }
}
