import Foundation
import Testing

@Suite("The documented program")
struct DocumentedProgramTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: BuiltProgram.repository.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("is the example that is built, word for word")
    func sameText() throws {
        let blocks = try text("docs/library.md").components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        let programs = blocks.filter { $0.contains("import HyperparameterSearch") }
        #expect(programs == [try text("Examples/MinimizeFunction/main.swift")])
    }

    @Test("finds the minimum, and the second time finds nothing left to do")
    func runsTwice() throws {
        let scratch = try Scratch()
        let storage = scratch.path("himmelblau.sqlite")
        let runs = try (0..<2).map { _ in
            try scratch.start([storage], program: BuiltProgram.minimizeFunction.path).finish()
        }
        #expect(runs.map(\.status) == [0, 0])
        #expect(runs[0].lines[0] == "100 trials evaluated, 100 in the study")
        #expect(runs[1].lines[0] == "0 trials evaluated, 100 in the study")
        #expect(runs[0].lines.dropFirst() == runs[1].lines.dropFirst())
        let best = runs[0].lines[1].split(separator: " ").compactMap { Double($0) }
        try #require(best.count == 4)
        #expect(best[1] < 0.05)
        let (x, y) = (best[2], best[3])
        let (a, b) = (x * x + y - 11, x + y * y - 7)
        #expect(a * a + b * b == best[1])
    }
}
