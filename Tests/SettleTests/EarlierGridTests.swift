import Foundation
import Testing

/// The storage is the first half of a grid study that a version without the rounding of grids evaluated.
@Suite("A grid study of an earlier version")
struct EarlierGridTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FileManager.default.copyItem(
            at: BuiltProgram.repository.appendingPathComponent(
                "Tests/StudyStorageTests/Fixtures/grid-without-rounding.sqlite"),
            to: URL(fileURLWithPath: scratch.storage))
        try scratch.write(Self.file(), to: "old-grid.yaml")
    }

    private static func file(sampler: String = "grid") -> String {
        """
        name: old-grid
        objective:
          convergence:
            layers: [6, 5, 3]
            weights: {seed: 1}
            input: {seed: 2}
            steps: 20
            minimize: meanError
        sampler: \(sampler)
        space:
          epsilon: {initial: {from: 0.1, to: 1, count: 10}, exponent: {from: 1e-4, to: 1, log: true, count: 5}}
          lambda: 0.5
          quantizer: sigma-delta

        """
    }

    private func epsilons(_ storage: String? = nil) throws -> [String] {
        let arguments = ["trials", "old-grid", "-f", "json"] + (storage.map { ["--storage", $0] } ?? [])
        return try scratch.start(arguments).finish().objects().compactMap { $0["epsilon"] as? String }
    }

    @Test("is the study of its file, and goes on with its own values")
    func goesOn() throws {
        let half = try scratch.stableRows("old-grid", "--state", "complete")
        #expect(half.count == 26)
        let run = try scratch.settle("run", "old-grid.yaml")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("old-grid: 25 trials in "))
        let all = try epsilons()
        #expect(all.count == 50)
        #expect(all[1] == "0.1/t^0.0010000000000000002" && all[40] == "0.8999999999999999/t^0.0001")
        let rows = try scratch.stableRows("old-grid")
        #expect(half.allSatisfy(rows.contains))
        let check = try scratch.settle("check", "--replay", "6")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        #expect(try scratch.settle("resume", "old-grid").status == 0)
    }

    @Test("merges with its other half, if that has the same values")
    func merges() throws {
        let new = ["run", "old-grid.yaml", "--shard", "2/2", "--storage", "new.sqlite"]
        #expect(try scratch.start(new).finish().status == 0)
        #expect(try epsilons("new.sqlite")[1] == "0.1/t^0.001", "a new study is rounded")
        let refused = try scratch.settle("merge", scratch.storage, "new.sqlite", "-o", "both.sqlite")
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("  sampler.grid.rounding: stored \"none\", now \"decimal\""), "\(refused.errors)")

        try scratch.write(Self.file(sampler: "{grid: {rounding: none}}"), to: "old-grid.yaml")
        try FileManager.default.removeItem(atPath: scratch.path("new.sqlite"))
        #expect(try scratch.start(new).finish().status == 0)
        let merged = try scratch.settle("merge", scratch.storage, "new.sqlite", "-o", "both.sqlite")
        #expect(merged.status == 0, "\(merged.errors)")
        _ = try scratch.settle("run", "old-grid.yaml")
        #expect(try epsilons("both.sqlite") == epsilons())
    }

    @Test("gives its page a file that makes the same trials")
    func page() throws {
        let run = try scratch.settle("report", "old-grid", "-o", "page.html")
        #expect(run.status == 0, "\(run.errors)")
        let page = String(decoding: try scratch.contents("page.html"), as: UTF8.self)
        #expect(page.contains("rounding: none"))
    }
}
