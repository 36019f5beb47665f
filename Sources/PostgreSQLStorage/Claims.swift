import Foundation
import HyperparameterSearch
import StudyStorage

extension PostgreSQLStore {
    public func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate] {
        // Where the connection is lost, the claim is made again. The source need not be asked for the same trials again.
        var (asked, given): ([Int], [Candidate]) = ([], [])
        return try write { connection in
            // First the study, and then the run: the order in which all transactions lock them.
            let locked = try connection.run(
                """
                WITH study AS MATERIALIZED (SELECT id, next_number, budget, direction FROM studies
                  WHERE id = (SELECT study_id FROM runs WHERE id = $1) FOR NO KEY UPDATE),
                renewed AS (UPDATE runs SET \(Self.renewal) FROM study WHERE runs.id = $1 AND \(Self.mayGoOn)
                  RETURNING \(Self.activeColumns))
                SELECT study.next_number, study.budget, study.direction,
                EXISTS (SELECT 1 FROM runs WHERE study_id = study.id AND id <> $1 AND \(Self.mayBeDead("$3", "$4"))),
                renewed.* FROM study CROSS JOIN renewed
                """, [run.parameter, .real(lease), .text(worker.scope), .text("\(worker.process)")])
            guard var row = locked.first else { throw try ended(run, connection) }
            let (next, budget) = (try row.integer(), try row.integer())
            let direction = try Direction(stored: row.text())
            let mayBeDead = try row.boolean()
            let active = try ActiveRun(&row)
            if mayBeDead { try abandonDeadRuns(of: active.study, except: run, connection) }
            let claim = Claim(
                request, run: run, study: active.study, shard: active.shard, direction: direction, budget: budget,
                firstNew: next,
                connection)
            return try claim.take { numbers in
                if numbers != asked { (asked, given) = (numbers, try source(numbers)) }
                return given
            }
        }
    }
}

/// One claim, within its transaction, which has locked the study.
private struct Claim {
    private let request: ClaimRequest
    private let run: RunID
    private let study: StudyID
    private let shard: Shard
    private let direction: Direction
    private let budget: Int
    /// Numbers below this one may be claimed.
    private let end: Int
    private let firstNew: Int
    private let connection: Connection

    init(
        _ request: ClaimRequest, run: RunID, study: StudyID, shard: Shard, direction: Direction, budget: Int,
        firstNew: Int, _ connection: Connection
    ) {
        (self.request, self.run, self.study, self.shard) = (request, run, study, shard)
        (self.direction, self.budget, self.firstNew, self.connection) = (direction, budget, firstNew, connection)
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
        var unknown = waiting.filter { $0.parameters == nil }.map(\.number) + new
        // Trials that are probably claimed next get their parameters at once.
        if ordered != nil { unknown += others }
        let given = unknown.isEmpty ? [] : try source(unknown)
        let candidates = Dictionary(given.map { ($0.number, $0) }) { first, _ in first }
        let further = further(given, from: next, claimed: Set(unknown))
        let known = Dictionary(waiting.map { ($0.number, $0) }) { first, _ in first }
        let claimed = try (waiting.map(\.number) + new).map { number in
            guard let candidate = known[number]?.candidate ?? candidates[number] else {
                throw StudyError.noParameters(number)
            }
            return candidate
        }
        try hold(Array(claimed.prefix(waiting.count)))
        try give(further.filter { $0.number < next })
        let added = further.filter { $0.number >= next }
        try insert(
            claimed.dropFirst(waiting.count).map { ($0.number, $0, true) }
                + others.map { ($0, candidates[$0], false) } + added.map { ($0.number, $0, false) },
            next: max(next, (further.last?.number ?? -1) + 1))
        guard let ordered else { return claimed }
        let byNumber = Dictionary(claimed.map { ($0.number, $0) }) { first, _ in first }
        return ordered.compactMap { byNumber[$0] }
    }

    // MARK: Stored trials that can be claimed

    /// The conditions of the stored trials that can be claimed: of those that wait, and of the pruned ones that are evaluated
    /// again. `$6` is the parameter.
    private var claimable: [(condition: String, parameters: [Parameter])] {
        var parts: [(String, [Parameter])] = [
            request.waiting.map { ("run_id IS NULL AND number = ANY ($6)", [.integers($0.sorted())]) }
                ?? ("run_id IS NULL", [])
        ]
        switch request.reopening {
        case .none: break
        case .all: parts.append(("state = 'pruned'", []))
        case .notWorse(let value):
            parts.append(
                ("state = 'pruned' AND (bound IS NULL OR bound \(direction.notWorse) $6)", [.real(value)]))
        }
        return parts
    }

    private func select(_ columns: String, _ rest: String, _ limit: Parameter) throws -> [ResultRow] {
        let key: [Parameter] = [study.parameter, .integer(end), .integer(shard.count), .integer(shard.index), limit]
        return try claimable.flatMap { condition, parameters in
            try connection.run(
                """
                SELECT \(columns) FROM trials WHERE study_id = $1 AND \(condition) AND holder_id IS NULL
                AND number < $2 AND number % $3 = $4 \(rest)
                """, key + parameters
            ).map { $0 }
        }
    }

    /// The first trials that can be claimed, by number. A trial that another run records at this moment is passed over.
    private func waiting(_ count: Int) throws -> [Trial] {
        guard count > 0 else { return [] }
        let rows = try select(Trial.columns, "ORDER BY number LIMIT $5 FOR NO KEY UPDATE SKIP LOCKED", .integer(count))
        return Array(try rows.map(Trial.init(stored:)).sorted { $0.number < $1.number }.prefix(count))
    }

    /// The first `count` of these numbers that can be claimed.
    private func first(_ count: Int, of order: [Int]) throws -> [Int] {
        guard count > 0, !order.isEmpty else { return [] }
        let rows = try select("number", "AND number = ANY ($5)", .integers(order.filter { $0 < firstNew }))
        let free = Set(
            try rows.map { row in
                var row = row
                return try row.integer()
            })
        return Array(
            order.lazy.filter { number in
                free.contains(number) || (number >= firstNew && number < end && shard.contains(number))
            }.prefix(count))
    }

    /// Those of the trials that are stored. A trial that another run records at this moment is passed over.
    private func stored(_ numbers: [Int]) throws -> [Trial] {
        let old = numbers.filter { $0 < firstNew }
        guard !old.isEmpty else { return [] }
        return try select(
            Trial.columns, "AND number = ANY ($5) ORDER BY number FOR NO KEY UPDATE SKIP LOCKED", .integers(old)
        ).map(Trial.init(stored:))
    }

    // MARK: Candidates

    /// The further candidates whose parameters are stored, and that wait: those with numbers that were given out before,
    /// and those that follow without a gap.
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

    // MARK: Writing

    private static func columns(_ candidates: [Candidate?]) throws -> [Parameter] {
        [
            .texts(try candidates.map { try $0.map { try $0.parametersText ?? StoredJSON.text($0.parameters) } }),
            .texts(candidates.map { $0?.parent?.study }), .integers(candidates.map { $0?.parent?.number }),
        ]
    }

    private func hold(_ candidates: [Candidate]) throws {
        guard !candidates.isEmpty else { return }
        try update(
            "state = CASE t.state WHEN 'waiting' THEN 'claimed' ELSE t.state END, holder_id = $2,", "TRUE", candidates)
    }

    /// Stores the parameters of trials that have none yet. Locks no other trials.
    private func give(_ candidates: [Candidate]) throws {
        guard !candidates.isEmpty else { return }
        let rows = try connection.run(
            "SELECT number FROM trials WHERE study_id = $1 AND number = ANY ($2) AND parameters IS NULL",
            [study.parameter, .integers(candidates.map(\.number))])
        let bare = Set(
            try rows.map { row in
                var row = row
                return try row.integer()
            })
        guard !bare.isEmpty else { return }
        // A trial may have got its parameters since.
        try update("", "t.parameters IS NULL AND $2 > 0", candidates.filter { bare.contains($0.number) })
    }

    /// Updates stored trials, each found by its key; see `TrialWriter.inPlaceOfStored`.
    private func update(_ assignments: String, _ condition: String, _ candidates: [Candidate]) throws {
        try connection.run(
            """
            INSERT INTO trials AS t (study_id, number, state, parameters, parent_study, parent_number, revision)
            SELECT $1, n.number, 'waiting', n.parameters, n.parent_study, n.parent_number, nextval('revisions')
            FROM unnest($3::bigint[], $4::text[], $5::text[], $6::bigint[])
            AS n (number, parameters, parent_study, parent_number)
            ON CONFLICT (study_id, number) DO UPDATE SET \(assignments) revision = excluded.revision,
            parameters = coalesce(t.parameters, excluded.parameters),
            parent_study = CASE WHEN t.parameters IS NULL THEN excluded.parent_study ELSE t.parent_study END,
            parent_number = CASE WHEN t.parameters IS NULL THEN excluded.parent_number ELSE t.parent_number END
            WHERE \(condition)
            """,
            [study.parameter, run.parameter, .integers(candidates.map(\.number))] + Self.columns(candidates))
    }

    /// Inserts new trials, ascending, and sets the study's next new number.
    private func insert(_ trials: [(number: Int, candidate: Candidate?, isHeld: Bool)], next: Int) throws {
        guard next > firstNew else { return }
        // With one loop over the trials, whatever they are: a single pass gives the revisions in order of number.
        let trials = trials.sorted { $0.number < $1.number }
        let holder = trials.map { $0.isHeld ? Int(run.rawValue) : nil }
        try connection.run(
            """
            WITH advanced AS (UPDATE studies SET next_number = $2 WHERE id = $1)
            INSERT INTO trials (study_id, number, state, holder_id, parameters, parent_study, parent_number, revision)
            SELECT $1, n.number, CASE WHEN n.holder_id IS NULL THEN 'waiting' ELSE 'claimed' END, n.holder_id,
            n.parameters, n.parent_study, n.parent_number, nextval('revisions')
            FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[])
            AS n (number, holder_id, parameters, parent_study, parent_number)
            """,
            [study.parameter, .integer(next), .integers(trials.map(\.number)), .integers(holder)]
                + Self.columns(trials.map(\.candidate)))
    }
}

extension Direction {
    /// The comparison of a bound with a value that it is not worse than, in SQL.
    var notWorse: String { self == .minimize ? "<=" : ">=" }
}
