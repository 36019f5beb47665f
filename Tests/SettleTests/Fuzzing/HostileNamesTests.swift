import Foundation
import GRDB
import TestSupport
import Testing

@testable import StudyStorage
@testable import settle

/// Names, reasons and paths that others chose stay values: to a terminal, to SQL, to the file system.
@Suite("Hostile names")
struct HostileNamesTests {
    private let scratch: Scratch
    /// What a terminal would obey: colour, title, the 8-bit form, backspace, carriage return, right-to-left.
    private static let obeyed = "a\u{1B}[31mb\u{1B}]0;t\u{7}c\u{9B}2Jd\u{8}e\rf\u{202E}g\u{2028}h\u{7F}"

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
    }

    private func expectHarmless(_ run: CommandRun, sourceLocation: SourceLocation = #_sourceLocation) {
        for scalar in (run.output + run.errors).unicodeScalars where scalar != "\n" && scalar != "\t" {
            let category = scalar.properties.generalCategory
            let isObeyed = [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
            #expect(!isObeyed, "\((run.output + run.errors).debugDescription)", sourceLocation: sourceLocation)
        }
    }

    @Test(
        "An argument is quoted in an error without what a terminal would obey, on one line",
        arguments: [
            ["best", obeyed], ["run", obeyed], ["run", "tiny.yaml", "--storage", "tiny.yaml/" + obeyed + "\n"],
            ["delete", obeyed],
            ["export", "tiny", "-o", obeyed + "/x"], ["train", "--schedules", obeyed, "--data", obeyed],
            ["mnist", "check", "--data", obeyed],
        ])
    func arguments(arguments: [String]) throws {
        let run = try scratch.start(arguments).finish()
        #expect(run.status != 0)
        expectHarmless(run)
        #expect(run.errorLines.count == 1, "\(run.errors)")
    }

    @Test(
        "Nor does the argument parser send it there",
        arguments: [
            ["best", "tiny", "--top", obeyed], [obeyed], ["best", "tiny", "--\(obeyed)"], ["run"], ["--help"],
            ["train", "--epsilon", obeyed, "--lambda", "1"], ["figure", obeyed],
        ])
    func parser(arguments: [String]) throws {
        expectHarmless(try scratch.start(arguments).finish())
    }

    @Test(
        "Values of a database are shown without it, and one line stays one",
        arguments: [
            ["show", "tiny", "0"], ["trials", "tiny"], ["trials", "tiny", "-f", "csv"],
            ["trials", "tiny", "-f", "json"],
            ["best", "tiny"], ["resume", "tiny"], ["export", "tiny", "-f", "csv"],
        ])
    func stored(arguments: [String]) throws {
        try execute(
            """
            UPDATE trials SET reason = 'r' || ?1 || char(10) || 'value  0.001' WHERE state = 'failed';
            UPDATE trials SET parameters = json_set(parameters, '$.quantizer', ?1, '$.' || json_quote(?1), 1);
            UPDATE runs SET description = json_set(
              description, '$.machine', ?1 || char(10) || 'state  complete', '$.worker.host', ?1, '$.version', ?1)
            """)
        let run = try scratch.start(arguments).finish()
        #expect(run.status == 0, "\(run.errors)")
        expectHarmless(run)
        #expect(!run.lines.contains("value  0.001") && !run.lines.contains("state  complete"))
        if arguments.contains("json") {
            let reason = try run.objects()[0]["reason"] as? String
            #expect(reason == "r" + Self.obeyed + "\nvalue  0.001", "in JSON the notation is the character")
        }
    }

    @Test("A reader of its error finds a damaged row harmless, too")
    func damaged() throws {
        try execute("UPDATE studies SET name = ?1")
        let run = try scratch.settle("studies")
        #expect(run.status == 65)
        expectHarmless(run)
        #expect(run.errorLines.count == 1)
    }

    @Test(
        "A name is no SQL and no path, for any verb",
        arguments: ["tiny'; DROP TABLE studies; --", "' OR 1=1 --", "../tiny", "tiny/../tiny", "%", "tiny\n"])
    func names(name: String) throws {
        let before = try scratch.settle("trials", "tiny", "-f", "csv").output
        for verb in [
            ["best"], ["trials"], ["export"], ["resume"], ["delete", "--yes"], ["figure", "learning"],
            ["figure", "convergence"],
        ] {
            let run = try scratch.start(verb + ["--", name]).finish()
            #expect(run.status == 64, "\(verb): \(run.errors)")
            #expect(run.errors.contains("there is no study '"))
        }
        #expect(try scratch.settle("trials", "tiny", "-f", "csv").output == before)
        #expect(try scratch.files == ["studies.sqlite", "tiny.yaml"])
    }

    @Test(
        "Weights stay in their folder: no study has a name that is a path", arguments: ["../out", "/tmp/out", "..", ""])
    func weights(name: String) throws {
        let run = try scratch.start([
            "train", "--name", name, "--save", scratch.path("weights"), "--data", try scratch.makeDigits(),
            "--unverified", "--protocol", "official", "--epochs", "1", "--hidden", "4",
        ]).finish()
        #expect(run.status == 65, "\(run.errors)")
        #expect(run.errors.contains("is not a study name"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("weights")).isEmpty)
    }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.storage)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try RowSealer.sealing(database) { database in
                for statement in sql.split(separator: ";") {
                    let uses = statement.contains("?1")
                    try database.execute(sql: String(statement), arguments: uses ? [Self.obeyed] : [])
                }
            }
        }
        try queue.close()
    }
}
