import Foundation
import Testing

@Suite("Schedulers on the command line")
struct SchedulerVerbTests {
    private func study(_ name: String, sampler: String, scheduler: String? = nil) -> String {
        StudyFiles.random(name, layers: "[12, 10, 5]", steps: 400, trials: 50)
            .replacing("quantizer: [sigma-delta, stochastic]", with: "quantizer: sigma-delta")
            .replacing("sampler: {random: {seed: 3, significantDigits: 3}}", with: "sampler: \(sampler)")
            .replacing("trials: 50", with: (scheduler.map { "scheduler: \($0)\n" } ?? "") + "trials: 50")
    }

    @Test("--keep with a sampler that learns: the best are exact, and no other --keep may follow")
    func keep() throws {
        let scratch = try Scratch()
        try scratch.write(study("learning", sampler: "{tpe: {seed: 1}}"), to: "learning.yaml")
        let run = try scratch.settle("run", "learning.yaml", "--keep", "3")
        #expect(run.status == 0)
        #expect(run.errors.contains(" cannot be among the best 3 and were pruned."))
        #expect(!run.errors.contains("To evaluate every trial"))
        let rows = try scratch.stableRows("learning")
        #expect(try scratch.settle("best", "learning", "--top", "3").status == 0)
        let pruned = try scratch.settle("trials", "learning", "--state", "pruned", "-f", "json").objects()
        #expect(!pruned.isEmpty)

        for arguments in [
            ["run", "learning.yaml"], ["run", "learning.yaml", "--keep", "4"], ["resume", "learning", "--keep", "4"],
        ] {
            let more = try String(contentsOfFile: scratch.path("learning.yaml"), encoding: .utf8)
                .replacing("trials: 50", with: "trials: 60")
            try scratch.write(more, to: "learning.yaml")
            let refused = try scratch.start(arguments).finish()
            #expect(refused.status == 65)
            #expect(refused.errors.contains("ended in a run with the scheduler 'keep 3'"), "\(refused.errors)")
            #expect(refused.errors.contains("settle resume learning"))
        }
        #expect(try scratch.stableRows("learning") == rows)
        #expect(try scratch.settle("resume", "learning").status == 0)
        #expect(try scratch.settle("check", "learning").status == 0)
        let counted = try scratch.settle("best", "learning", "--top", "50").errors
        #expect(counted.contains("run it under another name without --keep"), "\(counted)")
    }

    @Test("a study's own scheduler prunes; --keep beside it is refused; its best are those of its complete trials")
    func own() throws {
        let scratch = try Scratch()
        try scratch.write(
            study(
                "halving", sampler: "{random: {seed: 3}}",
                scheduler: "{successiveHalving: {cohort: 10, eta: 3, first: 20}}"), to: "halving.yaml")
        let refused = try scratch.settle("run", "halving.yaml", "--keep", "5")
        #expect(refused.status == 64)
        #expect(
            refused.errors.contains(
                "('scheduler' in its file: successiveHalving cohort 10 eta 3 first 20); leave out --keep"))
        #expect(try scratch.settle("run", "halving.yaml").status == 0)
        let trials = try scratch.settle("trials", "halving", "-f", "json").objects()
        #expect(trials.count == 50)
        let steps = trials.compactMap { $0["steps"] as? Int }
        #expect(Set(steps.filter { $0 > 0 }).isSubset(of: [20, 60, 180, 400]))
        #expect(trials.count { $0["state"] as? String == "complete" } == 5)
        #expect(try scratch.settle("best", "halving", "--top", "5", "-f", "json").objects().count == 5)
        #expect(try scratch.settle("resume", "halving").errors.contains("Nothing is left to do"))
        #expect(try scratch.settle("check", "halving").status == 0)
        let one = try scratch.settle("resume", "halving", "--shard", "1/2")
        #expect(one.status == 64)
        #expect(one.errors.contains("the trials of a cohort are compared with each other"))
    }

    @Test("a stopped trial has its last value, step and reason, and advice that does not speak of --keep")
    func stopped() throws {
        let scratch = try Scratch()
        try scratch.write(
            study(
                "halving", sampler: "{random: {seed: 3}}",
                scheduler: "{successiveHalving: {cohort: 10, eta: 3, first: 20}}"), to: "halving.yaml")
        #expect(try scratch.settle("run", "halving.yaml").status == 0)
        let pruned = try scratch.settle("trials", "halving", "--state", "pruned", "-f", "json").objects()
        #expect(pruned.count >= 40)
        #expect(pruned.allSatisfy { $0["lastValue"] is NSNumber && $0["bound"] == nil })
        #expect(pruned.allSatisfy { $0["reason"] as? String == "stopped by the scheduler" })
        let table = try scratch.settle("trials", "halving", "--state", "pruned").lines
        #expect(table.dropFirst().allSatisfy { $0.contains(" at step ") }, "\(table)")
        let number = try #require(pruned.first?["number"] as? Int)
        let shown = try scratch.settle("show", "halving", "\(number)").output
        #expect(shown.contains("by the scheduler, successiveHalving cohort 10"), "\(shown)")
        #expect(shown.contains("last value"))
        let importance = try scratch.settle("figure", "search", "halving", "--part", "importance")
        #expect(importance.errors.contains("remove what stops trials from its file"), "\(importance.errors)")
        #expect(!importance.errors.contains("--keep"))
    }

    @Test("a scheduler that does not suit the objective is refused with the file and the line, as other bad keys are")
    func place() throws {
        let scratch = try Scratch()
        try scratch.write(
            study(
                "late", sampler: "{random: {seed: 3}}",
                scheduler: "{successiveHalving: {cohort: 10, eta: 3, first: 400}}"), to: "late.yaml")
        let late = try scratch.settle("run", "late.yaml")
        #expect(late.status == 65)
        let wanted = /late\.yaml:\d+: scheduler: .*a whole evaluation has 400 steps.*; give less/
        #expect(late.errors.contains(wanted), "\(late.errors)")
    }

    @Test("--keep is refused beside 'repeat', with or without a race, by the name of the key")
    func repeated() throws {
        let scratch = try Scratch()
        for (index, prune) in ["", ", prune: {race: {cohort: 10}}"].enumerated() {
            let text = StudyFiles.random("repeated\(index)", steps: 40, trials: 20) + "repeat: {seeds: 2\(prune)}\n"
            try scratch.write(text, to: "repeated.yaml")
            let refused = try scratch.settle("run", "repeated.yaml", "--keep", "5")
            #expect(refused.status == 64)
            #expect(refused.errors.contains("'repeat' in "), "\(refused.errors)")
            #expect(refused.errors.contains("leave out --keep"))
        }
    }
}
