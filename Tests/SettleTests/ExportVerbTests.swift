import AnnealingStudies
import Foundation
import Testing

@Suite("settle export")
struct ExportVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
    }

    @Test("writes the best schedules as JSON, to standard output or to a file")
    func json() throws {
        let run = try scratch.settle("export", "tiny", "--top", "3")
        #expect(run.status == 0)
        let exported = try JSONDecoder().decode(ExportedSchedules.self, from: Data(run.output.utf8))
        let best = try scratch.settle("best", "tiny", "--top", "3", "-f", "json").objects()
        #expect(exported.study == "tiny")
        #expect(exported.schedules.map(\.trial) == best.compactMap { $0["number"] as? Int })
        #expect(exported.schedules.map(\.value) == best.compactMap { $0["value"] as? Double })
        #expect(exported.schedules.map(\.epsilon) == best.compactMap { $0["epsilon"] as? String })

        let toFile = try scratch.settle("export", "tiny", "--top", "3", "-o", "best.json")
        #expect(toFile.status == 0)
        #expect(toFile.output.isEmpty)
        #expect(try scratch.contents("best.json") == Data(run.output.utf8))
    }

    @Test("writes all trials as CSV")
    func csv() throws {
        let run = try scratch.settle("export", "tiny", "--format", "csv")
        #expect(try run.output == scratch.settle("trials", "tiny", "-f", "csv").output)
        _ = try scratch.settle("export", "tiny", "--format", "csv", "-o", "all.csv")
        #expect(try scratch.contents("all.csv") == Data(run.output.utf8))
    }

    @Test(
        "says what is wrong with the file to write",
        arguments: [
            (".", "'.' cannot be written (it is a folder); name another file with -o"),
            ("", "'' cannot be written (it has no name); name another file with -o"),
            ("no/best.json", "/no); name another file with -o"),
            ("tiny.yaml/best.json", "/tiny.yaml); name another file with -o"),
            ("/proc/best.json", "'/proc/best.json' cannot be written (/proc does not take new files: "),
        ])
    func unwritable(path: String, expected: String) throws {
        let before = try scratch.files
        let run = try scratch.settle("export", "tiny", "-o", path)
        #expect(run.status == 74)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(try scratch.files == before)
    }
}
