import Foundation
import TestSupport
import Testing

@Suite(
    "settle with a PostgreSQL database",
    .enabled(if: TemporaryPostgreSQL.shared != nil, Comment(rawValue: TemporaryPostgreSQL.need)))
struct PostgreSQLVerbTests {
    private let scratch: Scratch
    private let database: String

    init() throws {
        scratch = try Scratch()
        database = try #require(TemporaryPostgreSQL.shared).address(schema: TemporaryPostgreSQL.newSchema())
    }

    private func onDatabase(_ arguments: String...) throws -> CommandRun {
        let run = try scratch.start(arguments + ["--storage", database]).finish()
        #expect(run.status == 0, "\(arguments): \(run.errors)")
        return run
    }

    @Test("every verb gives what it gives with a file")
    func verbs() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        _ = try onDatabase("run", "tiny.yaml")
        let rows = try scratch.stableRows("tiny")
        #expect(try scratch.stableRows("tiny", "--storage", database) == rows)
        for verb in [["best", "tiny"], ["show", "tiny", "1"], ["export", "tiny", "--format", "json"]] {
            let lines = { (text: String) in text.split(separator: "\n").filter { !$0.contains("run ") }.prefix(3) }
            let (file, server) = (
                try scratch.start(verb).finish(), try scratch.start(verb + ["--storage", database]).finish()
            )
            #expect(server.status == 0)
            #expect(lines(server.output).first == lines(file.output).first, "\(verb)")
        }
        _ = try onDatabase("studies")
        _ = try onDatabase("retry", "tiny")
        _ = try onDatabase("resume", "tiny")
        _ = try onDatabase("check", "tiny")
        _ = try onDatabase("report", "tiny", "-o", "tiny.html")
        _ = try onDatabase("compact")

        _ = try onDatabase("backup", "-o", "copy.sqlite")
        #expect(try scratch.stableRows("tiny", "--storage", "copy.sqlite") == rows)
        #expect(try scratch.settle("check", "--storage", "copy.sqlite").status == 0)
        let refused = try scratch.settle("merge", "copy.sqlite", "-o", database)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--update"))
        #expect(try scratch.settle("merge", "copy.sqlite", "-o", database, "--update").status == 0)
        #expect(try scratch.stableRows("tiny", "--storage", database) == rows)
        #expect(try scratch.settle("merge", database, "studies.sqlite", "-o", "merged.sqlite").status == 0)
        #expect(try scratch.stableRows("tiny", "--storage", "merged.sqlite") == rows)
        _ = try onDatabase("delete", "tiny", "--yes")
        #expect(try scratch.settle("merge", "merged.sqlite", "-o", database).status == 0)
        #expect(try scratch.stableRows("tiny", "--storage", database) == rows)
    }

    @Test("a bad address, a password and a missing server are told in one line")
    func refused() throws {
        let addresses = [
            ("postgresql://alice:secret@db/studies", 64, "PGPASSWORD"),
            ("postgresql://alice@db/studies?nonsense=1", 64, "--storage"),
            ("postgresql:///studies?host=/nowhere", 74, "/nowhere"),
        ]
        for (address, status, word) in addresses {
            let run = try scratch.settle("studies", "--storage", address)
            #expect(run.status == Int32(status), "\(address): \(run.errors)")
            #expect(run.errorLines.count == 1)
            #expect(run.errors.contains(word), "\(run.errors)")
            #expect(!run.errors.contains("secret"))
        }
        let empty = try scratch.settle("best", "tiny", "--storage", database)
        #expect(empty.status == 74)
        #expect(empty.errors.contains("settle run"))
    }
}
