import Foundation
import Testing

@Suite("settle replay")
struct ReplayVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
    }

    @Test("finds every stored value again, the reason of a failed trial included")
    func exact() throws {
        for number in 0..<12 {
            let run = try scratch.settle("replay", "tiny", "\(number)")
            #expect(run.status == 0)
            #expect(run.errors.isEmpty)
            #expect(run.output.hasPrefix("Trial \(number) of tiny came back exactly: "))
        }
    }

    @Test(
        "says what differs where the store was changed, and leaves it as it is",
        arguments: [
            ("UPDATE trials SET value = value + 1e-12 WHERE number = 5", "value: stored 0."),
            (
                "UPDATE trials SET named_values = json_set(named_values, '$.spikes', 9999) WHERE number = 5",
                "spikes: stored 9999, now "
            ),
            ("UPDATE trials SET steps = 51 WHERE number = 5", "steps: stored 51, now 50"),
            ("UPDATE traces SET trace = x'0103' WHERE number = 5", "trace: stored other bytes, now these"),
            (
                "UPDATE trials SET state = 'failed', reason = 'no', value = NULL WHERE number = 5",
                "state: stored failed, now complete"
            ),
        ])
    func tampered(sql: String, expected: String) throws {
        try scratch.tamperUnseen(sql)
        let rows = try scratch.stableRows("tiny")
        let run = try scratch.settle("replay", "tiny", "5")
        #expect(run.status == 65)
        #expect(run.lines.contains { $0.hasPrefix(expected) }, "\(run.output)")
        #expect(run.errors == "settle: trial 5 of tiny did not come back exactly\n")
        #expect(try scratch.stableRows("tiny") == rows)
        #expect(try scratch.settle("replay", "tiny", "6").status == 0)
    }

    @Test("warns of values that another version of the arithmetic computed")
    func numerics() throws {
        try scratch.tamper("UPDATE runs SET description = json_set(description, '$.numerics', 99)")
        let run = try scratch.settle("replay", "tiny", "5")
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("Trial 5 was computed by numerics version 99; this is version "))
        #expect(run.errorLines.count == 1)
        try scratch.tamperUnseen("UPDATE trials SET value = value + 1e-12 WHERE number = 5")
        let other = try scratch.settle("replay", "tiny", "5")
        #expect(other.status == 65)
        #expect(
            other.errors.contains("trial 5 of tiny did not come back exactly: numerics version 99 computed it, and"))
    }

    @Test("has nothing to compare where a trial has not ended")
    func waiting() throws {
        try scratch.tamper(
            """
            UPDATE trials SET state = 'waiting', run_id = NULL, checksum = NULL, value = NULL, steps = NULL,
            named_values = NULL, finished_at = NULL WHERE number = 5
            """)
        let run = try scratch.settle("replay", "tiny", "5")
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("settle: trial 5 of tiny is waiting, so there is nothing to compare"))
        #expect(try scratch.settle("show", "tiny", "5").status == 0)
    }
}
