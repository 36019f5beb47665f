import Foundation
import Testing

@testable import settle

@Suite("settle figure search")
struct SearchFigureVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(steps: 120, trials: 80), to: "study.yaml")
    }

    @Test("draws a sheet of the stored trials; a part's numbers are those of the trials")
    func sheet() throws {
        let name = try run()
        #expect(try scratch.settle("figure", "search", name, "-o", "search.svg").status == 0)
        let svg = String(decoding: try scratch.contents("search.svg"), as: UTF8.self)
        #expect(svg.contains("The search \(name)") && svg.contains("Importance of the parameters"))
        let history = try scratch.settle("figure", "search", name, "--part", "history", "--format", "csv")
        let values = try scratch.settle("trials", name, "--limit", "80", "-f", "json").objects()
            .filter { $0["state"] as? String == "complete" }.compactMap { $0["value"] as? Double }
        #expect(!values.isEmpty)
        #expect(
            history.lines.dropFirst().map { Double($0.split(separator: ",", omittingEmptySubsequences: false)[2]) }
                == values)
        let stability = try scratch.settle("figure", "search", name, "--part", "stability", "-f", "csv")
        #expect(stability.lines.last?.hasPrefix("120,1,1") == true)
    }

    @Test("parts that a pruned study cannot have are refused with what to do, and the sheet is drawn without them")
    func pruned() throws {
        let name = try run("--keep", "3")
        for part in ["importance", "stability"] {
            let run = try scratch.settle("figure", "search", name, "--part", part, "-o", "part.svg")
            #expect(run.status == 65)
            #expect(run.errors.contains("pruned before they had one; run the study without --keep"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("part.svg")))
        }
        #expect(try scratch.settle("figure", "search", name, "--part", "pruning", "-f", "csv").lines[0] == "step,alive")
        #expect(try scratch.settle("figure", "search", name, "-o", "sheet.svg").status == 0)
    }

    @Test("numbers are asked for part by part, and of what there is")
    func refused() throws {
        let name = try run()
        let csv = try scratch.settle("figure", "search", name, "-f", "csv")
        #expect(csv.status == 64)
        #expect(csv.errors.contains("--part: history, importance"))
        let part = try scratch.settle("figure", "search", name, "--part", "all")
        #expect(part.status == 64)
        let study = try scratch.settle("figure", "search", "nowhere")
        #expect(study.status == 64)
        #expect(study.errors.contains("there is no study 'nowhere'"))
    }

    /// Runs the study and gives its name.
    private func run(_ arguments: String...) throws -> String {
        let run = try scratch.start(["run", "study.yaml"] + arguments).finish()
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try scratch.settle("studies", "-f", "json").objects().first?["name"] as? String)
    }
}
