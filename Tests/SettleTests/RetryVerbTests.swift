import HyperparameterSearch
import StudyStorage
import Testing

@Suite("settle retry")
struct RetryVerbTests {
    /// Trial 0 has failed, the eleven others are complete.
    private let scratch: Scratch

    init() throws { scratch = try Scratch.withTinyStudy() }

    private func trial(_ number: Int) throws -> Trial? {
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        guard let study = try store.study(named: "tiny") else { return nil }
        return try store.trial(number, of: study.id)
    }

    @Test("lets failed trials be evaluated again, counts the attempt, and says how to go on")
    func retried() throws {
        let before = try scratch.stableRows("tiny")
        let run = try scratch.settle("retry", "tiny")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(
            run.errorLines == [
                "1 failed trial of tiny waits for another attempt: 0 (for trial 0, attempt 2).",
                "Evaluate them with: settle resume tiny",
            ])
        #expect(try trial(0)?.state == .waiting && trial(0)?.attempt == 2)
        let resumed = try scratch.settle("resume", "tiny")
        #expect(resumed.status == 0)
        #expect(resumed.errors.contains("tiny: 1 trial in ") && resumed.errors.contains(" (1 failed)."))
        #expect(try scratch.stableRows("tiny") == before, "the same trial fails for the same reason")
        #expect(try trial(0)?.attempt == 2)
    }

    @Test("takes the numbers that it is given, and all or none of them", arguments: ["0", "0,0", " 0 "])
    func numbers(_ numbers: String) throws {
        let run = try scratch.settle("retry", "tiny", "--failed", numbers)
        #expect(run.status == 0 && run.errors.hasPrefix("1 failed trial of tiny waits"))
    }

    @Test(
        "refuses other numbers, with the rule and the remedy",
        arguments: [
            ("0,12", "tiny has no trial 12, or it has not begun; see which have failed with: settle trials tiny"),
            ("1,0", "trial 1 of tiny is complete, and only failed trials are evaluated again; see which have failed"),
            ("0,-1", "--failed '0,-1' is not a list of trials; give their numbers with commas between, as 3,17"),
            ("zero", "is not a list of trials"), (",", "is not a list of trials"), ("0,", "is not a list of trials"),
        ])
    func refused(_ numbers: String, _ message: String) throws {
        let run = try scratch.settle("retry", "tiny", "--failed=\(numbers)")
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try trial(0)?.state == .failed, "nothing has changed")
    }

    @Test("says that nothing has failed; a missing study or storage is told, and none is made")
    func nothing() throws {
        _ = try scratch.settle("retry", "tiny")
        let again = try scratch.settle("retry", "tiny")
        #expect(again.status == 0)
        #expect(again.errors == "No trial of tiny has failed, so there is nothing to evaluate again.\n")
        #expect(try scratch.settle("retry", "nobody").status == 64)
        let empty = try Scratch()
        #expect(try empty.settle("retry", "tiny").status == 74)
        #expect(try empty.files.isEmpty)
    }

    @Test("beside a process that works on the study, says which takes them up")
    func besideAnother() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try scratch.start(["run", "endless.yaml"])
        let failed = try running.wait {
            let store = try SQLiteStore(path: scratch.storage, access: .reading)
            guard let study = try store.study(named: "endless") else { return false }
            return try store.trial(0, of: study.id)?.state == .failed
        }
        #expect(failed)
        let run = try scratch.settle("retry", "endless", "--failed", "0")
        #expect(run.status == 0)
        #expect(run.errors.contains("Process \(running.identifier) on "), "\(run.errors)")
        #expect(run.errors.contains("is working on endless and takes them up"))
        // The running process evaluates it again.
        let again = try running.wait {
            let store = try SQLiteStore(path: scratch.storage, access: .reading)
            guard let study = try store.study(named: "endless"), let trial = try store.trial(0, of: study.id) else {
                return false
            }
            return trial.attempt == 2 && trial.state == .failed
        }
        #expect(again)
        running.send(2)
        #expect(try running.finish().status == 130)
    }
}
