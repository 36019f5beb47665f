import GRDB
import HyperparameterSearch

/// One claim, within its transaction.
struct Claim {
    private let request: ClaimRequest
    private let run: RunID
    private let study: StudyID
    private let shard: Shard
    private let database: Database
    private let direction: Direction
    private let budget: Int
    /// Numbers below this one may be claimed.
    private let end: Int
    private let firstNew: Int
    private let isAsked: Bool
    private let smallestRange: Int

    init(
        _ request: ClaimRequest, run: RunID, of active: SQLiteStore.ActiveRun, smallestRange: Int,
        in database: Database
    ) throws {
        self.request = request
        self.smallestRange = smallestRange
        isAsked = active.isAsked
        self.run = run
        self.database = database
        (study, shard) = (active.study, active.shard)
        direction = try SQLiteStore.direction(of: study, in: database)
        (firstNew, budget) = try SQLiteStore.nextNumber(of: study, in: database)
        end = min(budget, request.end ?? budget)
    }

    func take(_ source: CandidateSource) throws -> [Candidate] {
        let count = max(request.count, 0)
        let ordered = try request.order.map { try first(count, of: $0) }
        let waiting = try ordered.map(stored) ?? waiting(count)
        // The new numbers that are passed over are added too. They wait for other claims: those of another shard, for
        // example.
        var (new, others): ([Int], [Int]) = ([], [])
        var next = firstNew
        if let ordered {
            new = ordered.filter { $0 >= firstNew }
            next = max(next, (new.max() ?? -1) + 1)
            let claimed = Set(new)
            others = (firstNew..<next).filter { !claimed.contains($0) }
        } else {
            while waiting.count + new.count < count, next < end {
                if shard.contains(next) { new.append(next) } else { others.append(next) }
                next += 1
            }
        }
        let known = Dictionary(waiting.map { ($0.number, $0) }) { first, _ in first }
        var unknown = waiting.filter { $0.parameters == nil }.map(\.number) + new
        // Trials that are probably claimed next get their parameters at once.
        if ordered != nil { unknown += others }
        let given = unknown.isEmpty ? [] : try source(unknown)
        let candidates = Dictionary(given.map { ($0.number, $0) }) { first, _ in first }
        let further = further(given, from: next, claimed: Set(unknown))
        var revision = try SQLiteStore.advanceRevision(
            of: study, by: waiting.count + new.count + others.count + further.count, in: database)

        let hold = try Holding(run, of: study, in: database)
        var inserter = try TrialInserter(database, study: study)
        let claimed = try (waiting.map(\.number) + new).map { number in
            guard let candidate = known[number]?.candidate ?? candidates[number] else {
                throw StudyError.noParameters(number)
            }
            return candidate
        }
        for candidate in claimed.prefix(waiting.count) {
            revision += 1
            if known[candidate.number]?.parameters == nil { try hold.give(candidate, revision: revision) }
            try hold.hold(candidate, revision: revision)
        }
        let newOnes = Array(claimed.dropFirst(waiting.count))
        if isOneRange(newOnes) {
            try ClaimedRange.insert(newOnes, of: study, heldBy: run, revision: revision + 1, in: database)
            revision += Int64(newOnes.count)
        } else {
            for candidate in newOnes {
                revision += 1
                try inserter.insert(candidate.number, candidate, heldBy: run, revision: revision)
            }
        }
        for number in others {
            revision += 1
            try inserter.insert(number, candidates[number], heldBy: nil, revision: revision)
        }
        for candidate in further {
            revision += 1
            if candidate.number < next {
                try SQLiteStore.verify(candidate.number, of: study, in: database)
                try hold.give(candidate, revision: revision)
            } else {
                try inserter.insert(candidate.number, candidate, heldBy: nil, revision: revision)
            }
        }
        next = max(next, (further.last?.number ?? -1) + 1)
        try database.execute(
            sql: "UPDATE studies SET next_number = ? WHERE id = ?", arguments: [next, study.rawValue])
        guard let ordered else { return claimed }
        let byNumber = Dictionary(claimed.map { ($0.number, $0) }) { first, _ in first }
        return ordered.compactMap { byNumber[$0] }
    }

    // MARK: In the request's order

    /// The stored trials that can be claimed: those that wait, and the pruned ones that are evaluated again.
    private var parts: [ReopenedTrials.Part] {
        [ReopenedTrials.waiting(of: study)]
            + ReopenedTrials(request.reopening, of: study, direction: direction).parts
    }

    /// The first `count` of these numbers that can be claimed.
    private func first(_ count: Int, of order: [Int]) throws -> [Int] {
        guard count > 0, let least = order.min(), let last = order.max(), least < end else { return [] }
        var free: Set<Int> = []
        for (index, part) in parts.enumerated() {
            let found = try part.numbers(in: least..<min(last + 1, end), of: shard, database)
            let named = index == 0 ? request.waiting : nil
            free.formUnion(named.map(found.intersection) ?? found)
        }
        return Array(
            order.lazy.filter { number in
                free.contains(number) || (number >= firstNew && number < end && shard.contains(number))
            }.prefix(count))
    }

    /// Those of the trials that are stored.
    private func stored(_ numbers: [Int]) throws -> [Trial] {
        let parts = parts
        return try numbers.filter { $0 < firstNew }.compactMap { number in
            for part in parts {
                if let trial = try part.trial(number, database) { return trial }
            }
            return nil
        }
    }

    // MARK: In order of number

    /// Whether these new trials are stored together, as a ``ClaimedRange``. Where there are few, each gets a row of its
    /// own at once. So do trials that a program asked for, because they are held one by one, and trials that are claimed in
    /// an order, because their numbers have gaps.
    private func isOneRange(_ candidates: [Candidate]) -> Bool {
        !isAsked && request.order == nil && shard == .whole && candidates.count >= smallestRange
            && candidates.allSatisfy { $0.parent == nil }
    }

    /// The trials that can be claimed, including the pruned ones that are evaluated again.
    private func waiting(_ count: Int) throws -> [Trial] {
        let reopened = try ReopenedTrials(request.reopening, of: study, direction: direction).parts
            .flatMap { try $0.trials(count, in: shard, below: end, database) }
        let waiting = ReopenedTrials.waiting(of: study)
        let trials: [Trial]
        if let numbers = request.waiting {
            var found: [Trial] = []
            for number in numbers.sorted() where number < end && shard.contains(number) && found.count < count {
                if let trial = try waiting.trial(number, database) { found.append(trial) }
            }
            trials = found
        } else {
            trials = try waiting.trials(count, in: shard, below: end, database)
        }
        return Array((trials + reopened).sorted { $0.number < $1.number }.prefix(count))
    }

    /// The further candidates whose parameters are stored, and that wait: those with numbers that were given out
    /// before, and those that follow without a gap.
    private func further(_ given: [Candidate], from next: Int, claimed: Set<Int>) -> [Candidate] {
        var next = next
        return given.sorted { $0.number < $1.number }.filter { candidate in
            guard !claimed.contains(candidate.number), candidate.number < budget, candidate.number <= next,
                candidate.number >= 0
            else { return false }
            // The caller inserts the new numbers of other shards with their parameters.
            guard candidate.number < firstNew || candidate.number >= next else { return false }
            next = max(next, candidate.number + 1)
            return true
        }
    }
}

/// Gives trials whose numbers were given out before to a run.
private struct Holding {
    private let run: RunID
    private let study: StudyID
    private let take: Statement
    private let parameters: Statement

    init(_ run: RunID, of study: StudyID, in database: Database) throws {
        self.run = run
        self.study = study
        take = try database.cachedStatement(
            sql: """
                UPDATE trials SET state = CASE state WHEN 'waiting' THEN 'claimed' ELSE state END, holder_id = ?,
                revision = ? WHERE study_id = ? AND number = ?
                """)
        parameters = try database.cachedStatement(
            sql: """
                UPDATE trials SET parameters = ?, parent_study = ?, parent_number = ?, revision = ?
                WHERE study_id = ? AND number = ? AND parameters IS NULL
                """)
    }

    func hold(_ candidate: Candidate, revision: Int64) throws {
        try take.execute(arguments: [run.rawValue, revision, study.rawValue, candidate.number])
    }

    /// Stores the parameters of a trial that has none yet.
    func give(_ candidate: Candidate, revision: Int64) throws {
        try parameters.execute(arguments: [
            try StoredJSON.text(candidate.parameters), candidate.parent?.study, candidate.parent?.number, revision,
            study.rawValue, candidate.number,
        ])
    }
}
