import Foundation
import HyperparameterSearch
import SearchContracts
import StudyFiles
import TestSupport
import Testing

@testable import ProgramObjectives

/// Searches whose values depend on the parameters and the seeds alone come out the same however they are run.
@Suite("Searches with programs") struct ProgramSchedulingTests {
    /// Reports steps 1, 2, ... 9, keeps the step in its checkpoint folder, and goes on from there.
    static let counting = """
        read -r trial <"$SETTLE_TRIAL"
        file=${trial#*'"checkpoint":"'}; file=${file%%'"'*}/steps
        seed=${trial#*'"seed":'}; seed=${seed%%,*}
        step=0
        [ ! -e "$file" ] || while read -r passed; do step=$passed; done <"$file"
        while [ "$step" -lt 9 ]; do
          step=$((step + 1))
          echo "{\\"step\\": $step, \\"value\\": $(( ($1 * 7919 + seed % 100) % 1000 + 100 / step ))}"
          echo "$step" >>"$file"
        done
        echo "{\\"value\\": $(( ($1 * 7919 + seed % 100) % 1000 + 11 )), \\"values\\": {\\"steps\\": $step}}"
        """

    /// Reports steps 1, 4 and 7 alone, and keeps nothing.
    static let irregular = """
        for step in 1 4 7; do echo "{\\"step\\": $step, \\"value\\": $(( $1 * 7919 % 1000 + 100 / step ))}"; done
        echo "{\\"value\\": $(( $1 * 7919 % 1000 ))}"
        """

    /// A study of 18 trials in a store of its own.
    private struct Search {
        let sample: SampleProgram
        let settings: ProgramSettings
        let store = InMemoryStore()
        let name: String

        init(_ sample: SampleProgram, _ script: String, name: String) throws {
            self.sample = sample
            self.name = name
            var settings = try sample.settings(script, ["{x}"])
            settings.steps = 9
            self.settings = settings
        }

        private func sampler() throws -> GridSampler {
            try GridSampler([.init("x", (0..<18).map { .number(Double($0)) })])
        }

        /// - Parameter turns: the run is interrupted when it has told of running trials so often; nil to let it end.
        func run(_ scheduler: any Scheduler, workers: Int, interruptedAfter turns: Int? = nil) throws {
            let cancellation = Cancellation()
            var told = 0
            let sampler = try sampler()
            let study = try store.openStudy(
                StudyDefinition(name: "s", direction: .minimize, budget: 18, sampler: sampler))
            let folders = CheckpointFolders(study: name, root: sample.folder.file("checkpoints/\(name)"))
            _ = try StudyRunner(
                study: study, store: store, sampler: sampler, objective: ProgramObjective(settings, folders: folders),
                threads: ThreadCount(waiting: workers), scheduler: scheduler
            ).run(Sample.run, cancellation: cancellation) { progress in
                if progress.inFlight.contains(where: { $0.step > 0 }) { told += 1 }
                if let turns, told >= turns { cancellation.cancel() }
            }
        }

        /// What is stored of the trials, without logs.
        func content() throws -> [String] {
            guard let study = try store.study(named: "s") else { return [] }
            return try store.trials(of: study.id, matching: .all).map { trial in
                let values = try store.intermediateValues(ofTrial: trial.number, of: study.id)
                let result = trial.result
                return
                    "\(trial.number) \(trial.state) \(result?.outcome as Any) \(result?.values.sorted { $0.key < $1.key } ?? []) "
                    + "\(result?.steps ?? -1) \(values.map { "\($0.step):\($0.value)" })"
            }
        }
    }

    static let schedulers: [any Scheduler] = [
        SuccessiveHalving(cohort: 9, eta: 3, first: 1), Hyperband(eta: 3, first: 3),
        MedianStopping(cohort: 6, every: 2), Patience(reports: 2, every: 3),
    ]

    @Test("one worker, four workers, and interrupted again and again", arguments: schedulers.indices)
    func deterministic(_ index: Int) async throws {
        let scheduler = Self.schedulers[index]
        try await SampleProgram.with { sample in
            let straight = try Search(sample, Self.counting, name: "straight")
            try straight.run(scheduler, workers: 1)
            let content = try straight.content()
            #expect(content.count == 18 && content.contains { $0.contains("complete") })
            if index < 2 { #expect(content.contains { $0.contains("pruned") }) }

            let parallel = try Search(sample, Self.counting, name: "parallel")
            try parallel.run(scheduler, workers: 4)
            #expect(try parallel.content() == content)

            let interrupted = try Search(sample, Self.counting, name: "interrupted")
            var runs = 0
            while try interrupted.content().count(where: { !$0.contains("waiting") && !$0.contains("claimed") }) < 18 {
                try interrupted.run(scheduler, workers: 3, interruptedAfter: 1 + runs)
                runs += 1
            }
            #expect(try interrupted.content() == content)
        }
    }

    @Test("a value at a rung is the last one at or before it")
    func irregularSteps() async throws {
        try await SampleProgram.with { sample in
            let search = try Search(sample, Self.irregular, name: "irregular")
            try search.run(SuccessiveHalving(cohort: 9, eta: 3, first: 3), workers: 2)
            let content = try search.content()
            #expect(
                content.count { $0.contains("complete") } == 6 && content.count { $0.contains("pruned") } == 12,
                "\(content)")
            let complete = try #require(content.first { $0.contains("complete") })
            // The rung at step 3 has the value of step 1.
            let steps = complete.matches(of: /"(\d+):/).map { String($0.1) }
            #expect(steps == ["1", "3", "4", "7"], "\(complete)")
            let again = try Search(sample, Self.irregular, name: "again")
            try again.run(SuccessiveHalving(cohort: 9, eta: 3, first: 3), workers: 1)
            let same = try again.content()
            #expect(same == content, "\(same)")
        }
    }

    @Test("a program may end at the step where it may have to wait; one without a value there fails")
    func until() async throws {
        try await SampleProgram.with { sample in
            let resting = Self.counting.replacing(
                "done",
                with: """
                      case $trial in *'"until":'"$step"'}') exit 0 ;; esac
                    done
                    """)
            let scheduler = SuccessiveHalving(cohort: 9, eta: 3, first: 1)
            let search = try Search(sample, resting, name: "resting")
            try search.run(scheduler, workers: 2)
            let straight = try Search(sample, Self.counting, name: "straight")
            try straight.run(scheduler, workers: 2)
            #expect(try search.content() == straight.content())

            let late = try Search(sample, "echo '{\"step\": 5, \"value\": 1}'; echo '{\"value\": 1}'", name: "late")
            try late.run(scheduler, workers: 2)
            let failed = try late.content()
            #expect(failed.allSatisfy { $0.contains("no finite value at step 1") }, "\(failed)")
            #expect(!FileManager.default.fileExists(atPath: sample.folder.file("checkpoints")), "no folder is left")
        }
    }
}
