import Foundation
import Testing

/// The search library's users may keep studies in the same file, which have no neurons.
@Suite("A study that is not one of annealing schedules")
struct OtherStudiesTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try scratch.start([scratch.storage], program: BuiltProgram.minimizeFunction.path).finish()
    }

    @Test("is listed, and its trials are")
    func listed() throws {
        #expect(try scratch.settle("studies").output.contains("himmelblau"))
        let best = try scratch.settle("best", "himmelblau", "--top", "2", "-f", "json").objects()
        #expect(best.count == 2)
        #expect((best[0]["parameters"] as? [String: Any])?.keys.sorted() == ["x", "y"])
        #expect(best[0]["epsilon"] == nil)
        let table = try scratch.settle("best", "himmelblau", "--top", "2").lines
        #expect(table[0].split(separator: " ") == ["trial", "state", "value", "x", "y"])
        let csv = try scratch.settle("trials", "himmelblau", "--limit", "1", "-f", "csv").lines
        #expect(csv[0] == "number,state,value,bound,lastValue,steps,reason,x,y,started,finished,run,worker")
        let number = try #require(best[0]["number"] as? Int)
        let shown = try scratch.settle("show", "himmelblau", "\(number)")
        #expect(shown.status == 0)
        #expect(shown.lines.contains { $0.hasPrefix("x ") })
        #expect(try scratch.settle("export", "himmelblau", "-f", "csv").lines.count == 101)
    }

    @Test(
        "cannot be evaluated or exported as schedules, and is told so",
        arguments: [["resume", "himmelblau"], ["replay", "himmelblau", "0"], ["export", "himmelblau"]])
    func refused(arguments: [String]) throws {
        let run = try scratch.start(arguments).finish()
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("himmelblau is a study of another program, made "), "\(run.errors)")
        #expect(run.errors.contains("go on with that program, or list what it found with: settle best himmelblau"))
    }
}
