import Foundation
import Testing

@Suite("A study that fails")
struct FailingStudyTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// All trials fail but those from `sound` on. The trials of a grid are in the order of its values.
    private func write(failing: Int, sound: Int = 0) throws {
        let values = (0..<failing).map { "\(1e-300 / pow(10, Double($0) / 10))" } + (0..<sound).map { "0.5\($0)" }
        try scratch.write(
            """
            name: broken
            objective:
              convergence:
                layers: [6, 5, 3]
                weights: {seed: 1}
                input: {seed: 2}
                steps: 50
                minimize: meanError
            sampler: grid
            space:
              epsilon: {exponential: {initial: 1, tau: [\(values.joined(separator: ", "))]}}
              lambda: 1
              quantizer: sigma-delta
            """, to: "broken.yaml")
    }

    @Test("stops after its first 32 trials with the most common reason and status 65; --keep-going goes on")
    func stops() throws {
        try write(failing: 40, sound: 3)
        let run = try scratch.settle("run", "broken.yaml", "--threads", "1")
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        let last = try #require(run.errorLines.last)
        #expect(
            last.hasPrefix(
                "settle: broken has stopped, because its first 32 trials all failed; all as trial 0: epsilon is 0 at step 1"
            ), "\(last)")
        #expect(last.contains("settle retry broken") && last.hasSuffix("(or go on all the same with --keep-going)"))
        let all = try scratch.settle("run", "broken.yaml", "--keep-going")
        #expect(all.status == 0)
        #expect(all.errors.contains("40 trials of broken failed; all as trial 0: "), "\(all.errors)")
        #expect(all.lines.count == 4)
        #expect(try scratch.settle("resume", "broken").status == 0, "it has results by now")
    }

    @Test("of fewer trials stops too, and again when it is run again")
    func small() throws {
        try write(failing: 3)
        for verb in [["run", "broken.yaml"], ["resume", "broken"]] {
            let run = try scratch.start(verb).finish()
            #expect(run.status == 65)
            #expect(run.errors.contains("its first 3 trials all failed; all as trial 0: "), "\(run.errors)")
        }
        let going = try scratch.settle("resume", "broken", "--keep-going")
        #expect(going.status == 0)
        #expect(going.errors.contains("No trial is complete"))
    }

    @Test("goes on where the first 31 fail and the next does not")
    func goesOn() throws {
        try write(failing: 31, sound: 9)
        let run = try scratch.settle("run", "broken.yaml")
        #expect(run.status == 0)
        #expect(run.errors.contains("31 trials of broken failed; all as trial 0: "))
    }
}
