import Foundation
import GRDB
import Testing

@Suite("settle check")
struct CheckVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
    }

    @Test("finds nothing where only settle wrote, and says what it looked at")
    func clean() throws {
        let run = try scratch.settle("check")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors == "no fault in 1 study with 12 trials; 3 replayed\n")
        for (count, replayed) in [("0", "0"), ("5", "5"), ("99", "12")] {
            let errors = try scratch.settle("check", "tiny", "--replay", count).errors
            #expect(errors == "no fault in 1 study with 12 trials; \(replayed) replayed\n")
        }
        #expect(try scratch.settle("check", "-f", "json").objects().isEmpty)
        #expect(try scratch.settle("check", "-f", "csv").lines == ["kind,study,trial,what,remedy"])
        let other = try scratch.settle("check", "big")
        #expect(other.status == 64)
        #expect(other.errors.contains("there is no study 'big'") && other.errors.contains("it has: tiny"))
        #expect(try scratch.settle("check", "--storage", "none.sqlite", "--repair").status == 74)
        #expect(try !scratch.files.contains("none.sqlite"))
    }

    @Test(
        "finds each trial that was changed",
        arguments: [
            ("UPDATE trials SET value = value + 1e-12 WHERE number = 5", "has the value 0."),
            (
                "UPDATE trials SET parameters = json_set(parameters, '$.\"epsilon.initial\"', 0.5) WHERE number = 5",
                "has other parameters than the study gives it: stored epsilon."
            ),
            (
                "UPDATE trials SET parent_study = 'big', parent_number = 3 WHERE number = 5",
                "has another parent than the study gives it: stored big/3, given none"
            ),
            ("UPDATE traces SET trace = x'01' WHERE number = 5", "has a damaged curve: its bytes have not the form"),
            ("UPDATE trials SET named_values = '3' WHERE number = 5", "cannot be read: "),
        ])
    func tampered(sql: String, expected: String) throws {
        try scratch.tamperUnseen(sql)
        let run = try scratch.settle("check", "--replay", "12", "-f", "json")
        #expect(run.status == 65)
        let findings = try run.objects()
        let what = findings.compactMap { $0["what"] as? String }
        #expect(what.contains { $0.contains(expected) }, "\(what)")
        #expect(findings.allSatisfy { $0["kind"] as? String == "fault" && $0["study"] as? String == "tiny" })
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("settle: \(findings.count) fault"))
        let table = try scratch.settle("check", "--replay", "0", "-f", "csv")
        #expect(table.lines[0] == "kind,study,trial,what,remedy")
    }

    @Test(
        "replays trials whose checksums hold",
        arguments: [
            (
                "UPDATE trials SET named_values = json_set(named_values, '$.spikes', 9999) WHERE number = 5",
                "did not come back exactly: spikes: stored 9999, now "
            ),
            (
                "UPDATE traces SET trace = (SELECT trace FROM traces WHERE number = 6) WHERE number = 5",
                "has a damaged curve: it ends with the meanError "
            ),
        ])
    func replayed(sql: String, expected: String) throws {
        try scratch.tamperUnseen(sql)
        let run = try scratch.settle("check", "--replay", "12", "-f", "json")
        #expect(run.status == 65)
        let what = try run.objects().compactMap { $0["what"] as? String }
        #expect(what.contains { $0.contains(expected) }, "\(what)")
    }

    @Test(
        "finds what a fault of the disk changed, which no verb reads then, and has it evaluated again",
        arguments: [
            "UPDATE traces SET trace = zeroblob(length(trace)) WHERE number = 5",
            "UPDATE trials SET value = value / 2 WHERE number = 5",
        ])
    func disk(sql: String) throws {
        let rows = try scratch.stableRows("tiny")
        try scratch.damage(sql)
        let verbs = [
            ["show", "tiny", "5"], ["replay", "tiny", "5"], ["report", "tiny", "-o", "t.html"],
            ["figure", "convergence", "tiny", "--trials", "5", "--format", "csv"],
        ]
        for verb in verbs {
            let run = try scratch.start(verb).finish()
            #expect(run.status == 65 && run.output.isEmpty, "\(verb)")
            #expect(run.errors.contains("trial 5 of 'tiny' in ") && run.errors.contains("settle check --repair"))
        }
        let check = try scratch.settle("check", "--replay", "12", "-f", "json")
        #expect(check.status == 65)
        #expect(try check.objects().compactMap { $0["trial"] as? Int } == [5])
        #expect(try scratch.settle("show", "tiny", "4").status == 0)
        #expect(try scratch.settle("check", "--repair").status == 0)
        #expect(try scratch.settle("resume", "tiny").status == 0)
        #expect(
            try scratch.settle("check", "--replay", "12").errors == "no fault in 1 study with 12 trials; 12 replayed\n")
        #expect(try scratch.stableRows("tiny") == rows)
    }

    @Test("tells of values that another version of the arithmetic computed, and finds no fault in them")
    func numerics() throws {
        try scratch.tamperUnseen(
            """
            UPDATE runs SET description = json_set(description, '$.numerics', 99);
            UPDATE trials SET named_values = json_set(named_values, '$.spikes', 9999) WHERE number = 5
            """)
        let run = try scratch.settle("check", "--replay", "12", "-f", "json")
        #expect(run.status == 0)
        let notes = try run.objects()
        #expect(notes.count == 12 && notes.allSatisfy { $0["kind"] as? String == "note" })
        #expect((notes[5]["what"] as? String ?? "").contains("spikes: stored 9999"))
        #expect(try scratch.settle("check", "--replay", "0").output.isEmpty)
    }

    @Test("takes what a killed run left for no fault, and gives it back where it is asked to")
    func killed() throws {
        let killed = try Scratch()
        try killed.write(StudyFiles.endless, to: "endless.yaml")
        let running = try killed.start(["run", "endless.yaml"])
        #expect(running.wait { killed.complete("endless") > 0 })
        running.send(SIGKILL)
        _ = try running.finish()
        for options in [[], ["--repair"]] {
            let run = try killed.start(["check", "-f", "json"] + options).finish()
            #expect(run.status == 0)
            #expect(run.errors.hasPrefix("no fault in 1 study with "))
            let notes = try run.objects()
            #expect(notes.count == 1 && notes.allSatisfy { $0["kind"] as? String == "note" }, "\(notes)")
        }
        #expect(try killed.settle("check").output.isEmpty)
        #expect(try killed.settle("trials", "endless", "--state", "claimed", "-f", "csv").lines.count == 1)
    }

    @Test("works on a copy that may not be written")
    func readOnly() throws {
        _ = try scratch.settle("backup", "-o", "copy.sqlite")
        #expect(chmod(scratch.path("copy.sqlite"), 0o444) == 0)
        #expect(chmod(scratch.folder.path, 0o555) == 0)
        defer { chmod(scratch.folder.path, 0o755) }
        let run = try OrdinaryUser.settle(["check", "--storage", "copy.sqlite"], in: scratch)
        #expect(run.status == 0)
        #expect(run.errors == "no fault in 1 study with 12 trials; 3 replayed\n")
    }

    @Test("says so where the file is damaged, and then repairs nothing")
    func damaged() throws {
        try DatabaseQueue(path: scratch.storage).writeWithoutTransaction {
            try $0.execute(
                sql: "PRAGMA ignore_check_constraints = 1; UPDATE trials SET steps = NULL WHERE number = 5")
        }
        let run = try scratch.settle("check", "--repair")
        #expect(run.status == 65)
        #expect(run.output.contains("CHECK constraint failed in trials"))
        #expect(run.output.contains("nothing was repaired"))
        try scratch.write("no database", to: "text")
        #expect(try scratch.settle("check", "--storage", "text").status == 65)
    }

    @Test("says of other programs' studies that their values cannot be compared")
    func others() throws {
        let other = try Scratch()
        _ = try other.start([other.storage], program: BuiltProgram.minimizeFunction.path).finish()
        let run = try other.settle("check", "-f", "csv")
        #expect(run.status == 0)
        #expect(run.lines.count == 2 && run.lines[1].hasPrefix("note,himmelblau,,"))
    }
}
