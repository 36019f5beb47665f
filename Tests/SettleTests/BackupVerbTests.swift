import Foundation
import Testing

@Suite("settle backup")
struct BackupVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test("copies what is stored while a run is at work, and the copy goes on to what a straight run gives")
    func atWork() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try scratch.start(["run", "long.yaml"])
        #expect(running.wait { scratch.complete(LongStudy.name) > 0 })
        for _ in 0..<3 {
            let backup = try scratch.settle("backup", "-o", "copy.sqlite")
            #expect(backup.status == 0)
            #expect(backup.errors.hasPrefix("copy.sqlite holds 1 study with "))
            #expect(try scratch.settle("check", "--storage", "copy.sqlite").status == 0)
        }
        running.send(SIGKILL)
        _ = try running.finish()
        let resumed = try scratch.settle("resume", LongStudy.name, "--storage", "copy.sqlite")
        #expect(resumed.status == 0)
        #expect(try scratch.stableRows(LongStudy.name, "--storage", "copy.sqlite") == long.straightRows)
        #expect(try scratch.files == ["copy.sqlite", "long.yaml", "studies.sqlite"])
    }

    @Test("refuses what is no place for a copy")
    func refused() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        let places = [("studies.sqlite", 64), ("tiny.yaml", 64), (".", 64), ("none/copy.sqlite", 74), ("", 74)]
        for (place, status) in places {
            let run = try scratch.settle("backup", "-o", place)
            #expect(run.status == Int32(status), "\(place): \(run.errors)")
            #expect(run.errorLines.count == 1)
            #expect(run.errors.contains("-o"))
        }
        #expect(try scratch.settle("backup", "-o", "copy", "--storage", "none.sqlite").status == 74)
        #expect(try scratch.files == ["studies.sqlite", "tiny.yaml"])
        #expect(scratch.complete("tiny") > 0)
    }
}
