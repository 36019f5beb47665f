import Foundation
import HyperparameterSearch
import Locks
import SearchContracts
import TestSupport
import Testing

@testable import PostgreSQLStorage

/// Connections that are lost: nothing is lost with them, and nothing is recorded twice.
@Suite(.enabled(if: TemporaryPostgreSQL.shared != nil, Comment(rawValue: TemporaryPostgreSQL.need)))
struct LostConnectionTests {
    @Test(arguments: [CuttingProxy.Cut.before, .after])
    func findsWhetherALostCallWasRecorded(_ cut: CuttingProxy.Cut) throws {
        let server = try #require(TemporaryPostgreSQL.shared)
        let proxy = try CuttingProxy(of: server)
        defer { proxy.close() }
        let schema = TemporaryPostgreSQL.newSchema()
        let direct = try PostgreSQLStore(server.store(schema: schema))
        let store = try PostgreSQLStore(
            PostgreSQLAddress("postgresql://settle@/postgres?host=\(proxy.folder)&options=-csearch_path%3D\(schema)"))
        let study = try store.openStudy(Sample.definition(budget: 6)).id
        let run = try store.beginRun(Sample.run, of: study)
        proxy.cut(cut, .commit)
        #expect(try store.claim(3, for: run) == [0, 1, 2])
        #expect(try direct.counts(of: study) == TrialCounts([.claimed: 3]))
        proxy.cut(cut, .statement)
        let recording = try store.record((0..<3).map { Sample.complete($0, Double($0)) }, for: run)
        #expect(recording.recorded == [0, 1, 2])
        #expect(proxy.count == 2)
        #expect(try direct.counts(of: study) == TrialCounts([.complete: 3]))
        #expect(try direct.runs(of: study).count == 1)
    }

    @Test func goesOnWhenTheServerIsBack() throws {
        let server = try TemporaryPostgreSQL(settings: ["fsync": "on", "max_connections": "20"])
        let told = Mutex<[String]>([])
        let store = try PostgreSQLStore(server.store(schema: nil)) { line in
            // The store waits until the server is started here.
            if told.withLock({ lines in
                lines.append(line)
                return lines.count
            }) == 1 {
                try? server.start()
            }
        }
        let study = try store.openStudy(Sample.definition(budget: 6)).id
        let run = try store.beginRun(Sample.run, of: study)
        #expect(try store.claim(3, for: run) == [0, 1, 2])
        try server.stop()
        try store.record([Sample.complete(1, 5)], for: run)
        #expect(try store.counts(of: study) == TrialCounts([.complete: 1, .claimed: 2]))
        #expect(told.withLock { $0.count } == 2)
        #expect(told.withLock { $0.first?.contains("trying again for 300 s") } == true)
        #expect(told.withLock { $0.last?.contains("is back after") } == true)

        let impatient = try PostgreSQLStore(server.store(schema: nil), patience: 0)
        try server.stop()
        let error = #expect(throws: PostgreSQLError.self) { try impatient.studies() }
        guard case .lost = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(error?.isBadData == false)
        try server.start()
        #expect(try impatient.studies().map(\.id) == [study])
    }

    @Test func reconnectsAfterAnIdleSession() throws {
        let server = try #require(TemporaryPostgreSQL.shared)
        let schema = TemporaryPostgreSQL.newSchema()
        let told = Mutex(0)
        let store = try PostgreSQLStore(server.store(schema: schema, options: "&application_name=\(schema)")) { _ in
            told.withLock { $0 += 1 }
        }
        let study = try store.openStudy(Sample.definition()).id
        for _ in 0..<3 {
            let ended = try server.execute(
                """
                SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = '\(schema)'
                """)
            #expect(ended == "1")
            #expect(try store.counts(of: study) == TrialCounts())
        }
        #expect(told.withLock { $0 } == 0)
    }

    @Test func claimsAgainAfterTheServerEndedAnIdleTransaction() throws {
        let server = try #require(TemporaryPostgreSQL.shared)
        let schema = TemporaryPostgreSQL.newSchema()
        let store = try PostgreSQLStore(
            server.store(
                schema: schema,
                options: "%20-cidle_in_transaction_session_timeout%3D20&application_name=\(schema)"))
        let study = try store.openStudy(Sample.definition()).id
        let run = try store.beginRun(Sample.run, of: study)
        let asked = Mutex(0)
        let claimed = try store.claim(ClaimRequest(2), for: run) { numbers in
            if asked.withLock({ count in
                count += 1
                return count
            }) == 1 {
                // Until the server has ended this claim's transaction.
                let atWork = "SELECT count(*) FROM pg_stat_activity WHERE application_name = '\(schema)'"
                #expect(wait { (try? server.execute(atWork)) == "0" })
            }
            return numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
        }
        #expect(claimed.map(\.number) == [0, 1])
        #expect(try store.counts(of: study) == TrialCounts([.claimed: 2]))
    }

    @Test func aWorkerThatComesBackAfterItsLeaseLosesNothing() throws {
        let server = try #require(TemporaryPostgreSQL.shared)
        let address = try server.store(schema: TemporaryPostgreSQL.newSchema())
        let (away, other) = (try PostgreSQLStore(address, lease: -1), try PostgreSQLStore(address))
        let study = try away.openStudy(Sample.definition(budget: 4)).id
        let first = try away.beginRun(Sample.run, of: study)
        #expect(try away.claim(3, for: first) == [0, 1, 2])
        let second = try other.beginRun(Sample.run, of: study)
        #expect(try other.claim(2, for: second) == [0, 1])
        try other.record([Sample.complete(0, 0)], for: second)
        let late = try away.record((0..<3).map { Sample.complete($0, Double($0)) }, for: first)
        #expect(late.recorded == [1, 2])
        #expect(late.repeated == [0])
        #expect(try other.record([Sample.complete(1, 1)], for: second).repeated == [1])
        #expect(try other.claim(9, for: second) == [3])
        #expect(try other.conflicts(of: study) == [])
        #expect(try other.trials(of: study, matching: .all).map(\.value) == [0, 1, 2, nil])
    }
}
