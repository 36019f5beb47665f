import Foundation
import Testing

@Suite("settle report", .serialized)
struct ReportVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    /// Some hundred trials: complete, pruned, and failed for a reason that is markup.
    private func makeSearch() throws {
        try scratch.write(StudyFiles.random(layers: "[12, 10, 5]", steps: 1000, trials: 400), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml", "--keep", "60")
        #expect(run.status == 0, "\(run.errors)")
        try scratch.tamper(
            """
            UPDATE trials SET reason = '<script>document.title = "obeyed"</script><!-- " '' &amp; </script>'
            WHERE state = 'failed'
            """)
    }

    @Test("A reader sorts, turns pages, filters, opens trials and copies, by mouse and keyboard, wide and narrow")
    func driven() throws {
        try makeSearch()
        let run = try scratch.settle("report", "tiny")
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(run.errors.contains("tiny.html: 400 trials of tiny"))
        try scratch.write(try scratch.settle("trials", "tiny", "-f", "json").output, to: "trials.json")
        let script = BuiltProgram.repository.appendingPathComponent("Scripts/report_test.py").path
        let driven = try scratch.start(
            ["python3", script, scratch.path("tiny.html"), scratch.path("trials.json"), "--keep", scratch.folder.path],
            program: "/usr/bin/env"
        ).finish()
        // Where there is no Chromium, it says what to do.
        try #require(driven.status == 0, "\(driven.output)\(driven.errors)")
        #expect(driven.lines.count == 6)
        #expect(!(try String(decoding: scratch.contents("Python"), as: UTF8.self)).isEmpty)
    }

    @Test("The same study is the same page, to the byte")
    func deterministic() throws {
        try makeSearch()
        for name in ["a.html", "b.html"] {
            #expect(try scratch.settle("report", "tiny", "-o", name).status == 0)
        }
        #expect(try scratch.contents("a.html") == scratch.contents("b.html"))
    }

    @Test("The definition in the page is the study: it runs, and nothing is left to do")
    func definition() throws {
        try makeSearch()
        _ = try scratch.settle("report", "tiny")
        let html = String(decoding: try scratch.contents("tiny.html"), as: UTF8.self)
        let saved = try #require(
            html.firstMatch(of: /download="tiny.yaml" href="data:application\/yaml;base64,([^"]+)"/))
        try (try #require(Data(base64Encoded: String(saved.output.1)))).write(
            to: URL(fileURLWithPath: scratch.path("saved.yaml")))
        let again = try scratch.settle("run", "saved.yaml", "--keep", "60")
        #expect(again.status == 0)
        #expect(again.errors.contains("Nothing is left to do"))
    }

    @Test("Of a study on several networks each trial's band is in the page, of points the points")
    func networks() throws {
        try scratch.write(StudyFiles.onNetworks(2), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        #expect(try scratch.settle("report", "tiny").status == 0)
        let html = String(decoding: try scratch.contents("tiny.html"), as: UTF8.self)
        #expect(html.contains("2 networks together (mean)"))
        #expect(html.contains("0: 6-5-3, weights 1, input 2; 1: 6-5-3, weights 3, input 4"))
        #expect(html.contains(#""name":"instance.1""#))
        let series = try #require(html.firstMatch(of: /"seriesOf":"([^"]+)"/))
        #expect(Data(base64Encoded: String(series.output.1))?.allSatisfy { $0 == 3 } == true)
    }

    @Test("A study of another kind has its trials, and nothing of schedules")
    func other() throws {
        _ = try scratch.start([scratch.storage], program: BuiltProgram.minimizeFunction.path).finish()
        let run = try scratch.settle("report", "himmelblau")
        #expect(run.status == 0 && run.errors.contains("himmelblau.html: 100 trials"), "\(run.errors)")
        let html = String(decoding: try scratch.contents("himmelblau.html"), as: UTF8.self)
        for there in ["The best trials", "Search history", #""name":"x""#] { #expect(html.contains(there), "\(there)") }
        for absent in ["settle replay", "Copy as", "Convergence to the fixed point", "\"curves\""] {
            #expect(!html.contains(absent) || absent == "settle replay" && !html.contains("settle replay himmelblau"))
        }
    }

    @Test(
        "What cannot be written is told, and how to go on",
        arguments: [
            (["nothing"], 64, "there is no study 'nothing'"),
            (["tiny", "-o", "nowhere/a.html"], 74, "name another file with -o"),
            (["tiny", "-o", "."], 74, "it is a folder"),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], status: Int32, message: String) throws {
        let scratch = try Scratch.withTinyStudy()
        let before = try scratch.files
        let run = try scratch.start(["report"] + arguments).finish()
        #expect(run.status == status)
        #expect(run.output.isEmpty && run.errorLines.count == 1)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try scratch.files == before)
    }

    @Test("Traces that are unreadable end it", arguments: ["x'01'", "x'0103'"])
    func badTrace(trace: String) throws {
        let scratch = try Scratch.withTinyStudy()
        try scratch.tamper("UPDATE traces SET trace = \(trace)")
        let run = try scratch.settle("report", "tiny")
        #expect(run.status == 65 && run.errors.contains("the stored curve of trial "))
    }

    @Test("Traces that are gone are trials without a curve")
    func noTrace() throws {
        let scratch = try Scratch.withTinyStudy()
        try scratch.tamper("DELETE FROM traces")
        #expect(try scratch.settle("report", "tiny").status == 0)
        let html = String(decoding: try scratch.contents("tiny.html"), as: UTF8.self)
        #expect(!html.contains("\"curves\":") && !html.contains("have their error curves in this page"))
    }
}
