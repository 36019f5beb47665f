import Foundation
import HyperparameterSearch

/// Looks at all studies of a store while somebody follows their list, once for all who do.
actor StudiesWatch {
    private let source: StudySource
    private var seen: [Seen] = []
    /// When the list was last seen to have changed, in milliseconds since 1970.
    private(set) var revision: Int64 = 0
    private var followers: [Streams.Continuation] = []
    private var isLooking = false

    private struct Seen: Equatable {
        let study: StudyID
        let revision: Int64
        let workers: [RunID]
    }

    init(of source: StudySource) { self.source = source }

    func follow(_ continuation: Streams.Continuation) {
        if revision > 0 { continuation.yield(event) }
        followers.append(continuation)
        guard !isLooking else { return }
        isLooking = true
        Task {
            while !followers.isEmpty {
                var turns = Turns()
                let began = ContinuousClock.now
                // Where the store cannot be read for now, the next look tells.
                try? await look()
                let text = event
                followers.removeAll { follower in
                    if case .terminated = follower.yield(text) { true } else { false }
                }
                turns.note(since: began)
                try? await Task.sleep(for: .seconds(max(2, turns.wait)))
            }
            isLooking = false
        }
    }

    /// Looks whether anything has changed.
    func look() async throws {
        let found = try await source.queue.run { [source] in
            try source.reader.studies().map { record in
                Seen(
                    study: record.id, revision: try source.reader.revision(of: record.id),
                    workers: try source.reader.runsAtWork(on: record.id).filter { !$0.isDead }.map(\.record.id))
            }
        }
        guard found != seen || revision == 0 else { return }
        seen = found
        revision = max(revision + 1, Int64(Date().timeIntervalSince1970 * 1000))
    }

    private var event: String { "data: {\"revision\":\(revision),\"since\":\(revision)}\n\n" }
}
