import Foundation
import HyperparameterSearch

/// Transactions that outlive a lost connection.
///
/// A call whose connection is lost is made again on a new one. Where the connection is lost while a transaction is being
/// committed, the table of calls tells whether it was. (The server's own record of transactions would not do: after a crash
/// it gives the same number to another transaction.)
extension PostgreSQLStore {
    /// Calls `body` in a transaction. Where the connection is lost or another transaction gets in the way, `body` is
    /// called again.
    func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        guard access == .writing else { throw PostgreSQLError.readOnly(server: server.name) }
        return try persistently { outage in
            try pool.with { connection in
                guard !connection.server.isReadOnly else { throw PostgreSQLError.readOnly(server: server.name) }
                let call = try connection.beginCall()
                let result: Result
                do {
                    result = try body(connection)
                } catch {
                    try rollBack(connection, call, after: error)
                }
                do {
                    try connection.execute("COMMIT")
                } catch let error as ServerError where error.isLoss {
                    (outage.inDoubt, outage.result) = (call, result)
                    throw error
                }
                return result
            }
        }
    }

    /// Calls `body` with one statement to execute, which is a transaction by itself and stores the call in the table of calls.
    ///
    /// - Parameter result: what the call returns where the statement succeeds.
    /// - Throws: ``RefusedRow`` where a row of the statement breaks a rule of its table.
    func writeInOneStatement<Result>(
        _ result: Result, _ body: (Connection, Connection.Call) throws -> Void
    ) throws -> Result {
        guard access == .writing else { throw PostgreSQLError.readOnly(server: server.name) }
        return try persistently { outage in
            try pool.with { connection in
                let call = try connection.nextCall()
                do {
                    try body(connection, call)
                } catch let error as ServerError {
                    if error.isLoss { (outage.inDoubt, outage.result) = (call, result) }
                    throw error.isRefusedRow ? RefusedRow() : error
                }
                return result
            }
        }
    }

    /// Rolls a transaction back after an error.
    ///
    /// - Throws: the error.
    private func rollBack(_ connection: Connection, _ call: Connection.Call, after error: any Error) throws -> Never {
        if let error = error as? ServerError, error.isLoss { throw LostCall(call: call, error: error) }
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
                if let call = outage.inDoubt ?? outage.lost {
                    // The transaction of a lost call may still have its locks, which would be in the way.
                    let isRecorded = try isRecorded(call)
                    if outage.inDoubt != nil, isRecorded, let result = outage.result { return end(outage, result) }
                    (outage.inDoubt, outage.lost, outage.result) = (nil, nil, nil)
                }
                return end(outage, try attempt(&outage))
            } catch let error as LostCall {
                outage.lost = error.call
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
        if outage.attempts == 0 { outage.began = Date() }
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

    /// Whether the transaction of a lost connection was committed. First the server's process for that connection must have
    /// ended: it may not have noticed yet that the connection is lost.
    private func isRecorded(_ call: Connection.Call) throws -> Bool {
        try pool.with { connection in
            for _ in 0..<500 {
                let left = try connection.run(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2
                    """, [.integer(call.process), .text(call.processStart)])
                guard left.count > 0 else {
                    var row = try connection.run(
                        "SELECT number FROM calls WHERE connection = $1", [.integer(call.connection)]
                    ).first
                    return try row?.integer() == call.number
                }
                Thread.sleep(forTimeInterval: 0.01)
            }
            throw ServerError(state: nil, message: "the server does not end the lost connection")
        }
    }
}

/// A row breaks a rule of its table.
struct RefusedRow: Error {}

/// The connection was lost within a transaction, before its end.
private struct LostCall: Error {
    let call: Connection.Call
    let error: ServerError
}

/// A call whose connection was lost.
struct Outage<Result> {
    var began = Date()
    var attempts = 0
    var collisions = 0
    var isTold = false
    /// Whether the call cannot be made again.
    var isFinal = false
    /// The call whose transaction was not being committed when its connection was lost.
    var lost: Connection.Call?
    /// The call whose transaction was being committed, and its result where it was.
    var inDoubt: Connection.Call?
    var result: Result?
}
