import Foundation
import HyperparameterSearch

/// Transactions that outlive a lost connection.
///
/// A call whose connection is lost is made again on a new one. Where the connection is lost while a transaction is being
/// committed, the server is asked whether it was.
extension PostgreSQLStore {
    /// Calls `body` in a transaction. Where the connection is lost or another transaction gets in the way, `body` is
    /// called again.
    func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        guard access == .writing else { throw PostgreSQLError.readOnly(server: server.name) }
        return try persistently { outage in
            try pool.with { connection in
                guard !connection.server.isReadOnly else { throw PostgreSQLError.readOnly(server: server.name) }
                let transaction = try connection.text("BEGIN; SELECT txid_current()::text")
                let result: Result
                do {
                    result = try body(connection)
                } catch {
                    try rollBack(connection, transaction, after: error)
                }
                do {
                    try connection.execute("COMMIT")
                } catch let error as ServerError where error.isLoss {
                    outage.transactionInDoubt = transaction
                    outage.result = result
                    throw error
                }
                return result
            }
        }
    }

    /// Rolls a transaction back after an error.
    ///
    /// - Throws: the error.
    private func rollBack(_ connection: Connection, _ transaction: String, after error: any Error) throws -> Never {
        if let error = error as? ServerError, error.isLoss { throw LostTransaction(id: transaction, error: error) }
        try? connection.execute("ROLLBACK")
        throw error
    }

    /// Reads in one statement, or in several that need not see the same moment.
    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try persistently { _ in try pool.with(body) }
    }

    /// Reads in one transaction, which sees the database at one moment.
    ///
    /// - Parameter isRepeatable: whether `body` may be called again where the connection is lost. Where it passes on what
    ///   it reads, it may not, and the error is thrown.
    func readAtOnce<Result>(isRepeatable: Bool = true, _ body: (Connection) throws -> Result) throws -> Result {
        try persistently { outage in
            try pool.with { connection in
                try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                defer { try? connection.execute("COMMIT") }
                // The reader may take its time.
                try connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
                outage.isFinal = !isRepeatable
                return try body(connection)
            }
        }
    }

    /// Calls `attempt` until it succeeds, fails for good, or the server has been away for too long.
    func persistently<Result>(_ attempt: (inout Outage<Result>) throws -> Result) throws -> Result {
        var outage = Outage<Result>()
        while true {
            do {
                if let transaction = outage.transactionInDoubt, let result = outage.result {
                    switch try fate(of: transaction) {
                    case .committed: return end(outage, result)
                    case .rolledBack: (outage.transactionInDoubt, outage.result) = (nil, nil)
                    case .atWork: throw ServerError(state: nil, message: "the transaction has not ended yet")
                    case .forgotten: throw PostgreSQLError.unknown(server: server.name)
                    }
                } else if let transaction = outage.lostTransaction {
                    // Its locks would be in the way of the next attempt.
                    _ = try fate(of: transaction)
                    outage.lostTransaction = nil
                }
                return end(outage, try attempt(&outage))
            } catch let error as LostTransaction {
                outage.lostTransaction = error.id
                try wait(&outage, error.error)
            } catch let error as ServerError where error.isLoss {
                try wait(&outage, error)
            } catch let error as ServerError where error.isCollision && outage.collisions < 20 {
                outage.collisions += 1
            } catch PostgreSQLError.unreachable(_, let detail) {
                try wait(&outage, ServerError(state: nil, message: detail))
            } catch let error as ServerError {
                throw PostgreSQLError(error, server: server.name, schema: server.schema)
            } catch let error as StoredValueError {
                throw PostgreSQLError.row(server: server.name, detail: error.text)
            } catch let error as DecodingError {
                throw PostgreSQLError.row(server: server.name, detail: "\(error)".prefix(300).description)
            }
        }
    }

    /// Waits before the next attempt, longer each time. The first one comes at once: servers close idle connections.
    ///
    /// - Throws: ``PostgreSQLError/lost(server:seconds:detail:)`` where the server has been away for too long.
    private func wait<Result>(_ outage: inout Outage<Result>, _ error: ServerError) throws {
        let loss = PostgreSQLError.lost(server: server.name, seconds: 0, detail: error.message)
        if outage.isFinal { throw loss }
        outage.attempts += 1
        guard outage.attempts > 1 else { return }
        let seconds = Date().timeIntervalSince(outage.began)
        guard seconds < patience else {
            throw PostgreSQLError.lost(server: server.name, seconds: Int(seconds.rounded()), detail: error.message)
        }
        if !outage.isTold {
            tell("\(loss.fact); trying again for \(Int(patience.rounded())) s")
            outage.isTold = true
        }
        Thread.sleep(forTimeInterval: min(5, 0.05 * pow(2, Double(min(outage.attempts, 10)))))
    }

    private func end<Result>(_ outage: Outage<Result>, _ result: Result) -> Result {
        if outage.isTold {
            let seconds = max(1, Int(Date().timeIntervalSince(outage.began).rounded()))
            tell("the connection to \(server.name) is back after \(seconds) s")
        }
        return result
    }

    /// How a transaction of a lost connection ended. Where the server has not noticed yet that the connection is lost, it
    /// is told to end it.
    private func fate(of transaction: String) throws -> Fate {
        try pool.with { connection in
            do {
                try connection.run(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE backend_xid = ($1::bigint % 4294967296)::text::xid
                    """, [.integer(Int(transaction))])
                var row = try connection.run("SELECT txid_status($1)", [.integer(Int(transaction))]).first
                return switch row?.optionalText() {
                case "committed": .committed
                case "aborted": .rolledBack
                case "in progress": .atWork
                default: .forgotten
                }
            } catch let error as ServerError where error.state == "22023" {
                // The server took the place of another one, and has never had this transaction.
                return .rolledBack
            }
        }
    }
}

private enum Fate { case committed, rolledBack, atWork, forgotten }

/// The connection was lost within a transaction, before its end.
private struct LostTransaction: Error {
    let id: String
    let error: ServerError
}

/// A call whose connection was lost.
struct Outage<Result> {
    let began = Date()
    var attempts = 0
    var collisions = 0
    var isTold = false
    /// Whether the call cannot be made again.
    var isFinal = false
    /// The transaction of a lost connection that was not being committed.
    var lostTransaction: String?
    /// The transaction that was being committed, and the result of the call where it was.
    var transactionInDoubt: String?
    var result: Result?
}
