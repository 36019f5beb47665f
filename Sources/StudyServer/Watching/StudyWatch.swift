import HyperparameterSearch
import StudyReports

/// Looks at a study every second while somebody follows it, once for all who do, and tells what has changed.
///
/// An event is a few numbers. Nothing is kept of events: one that a slow page has not taken is replaced by the next, from
/// whose revisions the page sees that it has missed something.
actor StudyWatch {
    private let name: String
    private let source: StudySource
    private var study: StoredStudy?
    private var standing: Standing?
    private var followers: [Streams.Continuation] = []
    private var isLooking = false
    private var looks = 0

    /// Also where nothing has changed, all pages are told so after this many looks: they see that the server is there.
    private static let looksBetweenSigns = 5

    init(of name: String, in source: StudySource) {
        (self.name, self.source) = (name, source)
    }

    /// Tells a stream of events what changes from now on, beginning with how the study is now.
    func follow(_ continuation: Streams.Continuation) {
        if let standing { continuation.yield(standing.event(since: standing.revision).text) }
        followers.append(continuation)
        guard !isLooking else { return }
        isLooking = true
        Task {
            while !followers.isEmpty { await lookAndPause() }
            isLooking = false
        }
    }

    private func lookAndPause() async {
        var turns = Turns()
        let began = ContinuousClock.now
        do {
            if let event = try await look() { tell(event.text) }
        } catch  where error.meansNoStudy {
            tell(StudyEvent.End.gone.text)
            for follower in followers { follower.finish() }
            (followers, study, standing) = ([], nil, nil)
        } catch {
            // The store is busy, or its machine cannot be reached for now.
        }
        looks += 1
        turns.note(since: began)
        try? await Task.sleep(for: .seconds(turns.wait))
    }

    private func tell(_ text: String) {
        followers.removeAll { follower in
            if case .terminated = follower.yield(text) { true } else { false }
        }
    }

    /// - Returns: nil where nothing has changed.
    private func look() async throws -> StudyEvent? {
        let isSign = looks.isMultiple(of: Self.looksBetweenSigns)
        let found = try await source.queue.run { [source, name, study, standing] () -> Look? in
            if !isSign, let study, let standing,
                try source.reader.revision(of: study.record.id) == standing.revision
            {
                return nil
            }
            let new = try source.study(name)
            let now = try Standing(of: new)
            guard let standing, study?.record.id == new.record.id else { return Look(study: new, standing: now) }
            let changes = try now.revision == standing.revision ? ([], false) : new.changes(since: standing.revision)
            return Look(study: new, standing: now, changed: changes.0, hasMore: changes.1)
        }
        guard let found else { return nil }
        let earlier = standing
        (study, standing) = (found.study, found.standing)
        if let earlier, !isSign, earlier.looksLike(found.standing) { return nil }
        let since = earlier?.revision ?? found.standing.revision
        return found.standing.event(since: since, changed: found.changed, hasMore: found.hasMore)
    }

    private struct Look {
        let study: StoredStudy
        let standing: Standing
        var changed: [Int] = []
        var hasMore = false
    }
}
