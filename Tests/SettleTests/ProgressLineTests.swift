import Foundation
import StudyFiles
import StudyReports
import Testing

@testable import HyperparameterSearch
@testable import settle

@Suite("A progress line")
struct ProgressLineTests {
    private func progress(
        finished: Int = 0, recorded: Int = 0, failed: Int = 0, pruned: Int = 0, elapsed: Double = 10,
        best: Ranking.Entry? = nil, reports: Int = 0, flying: Int = 256, step: Int = 2300, isEven: Bool = true
    ) -> RunProgress {
        RunProgress(
            finished: finished, budget: 5000, recorded: recorded, failed: failed, pruned: pruned, elapsed: elapsed,
            best: best,
            inFlight: (0..<reports).map {
                RunProgress.InFlight(number: $0, step: 1, steps: 4, report: "epoch 1 of 4, test 9.50%, train 8.25%")
            },
            work: .init(
                .init(trials: flying, begun: 0, made: Double(flying * step)), steps: 10_000, recorded: Double(recorded),
                isEven: isEven))
    }

    private static let best = Ranking.Entry(number: 4333, value: 0.00159873456)

    @Test("tells in the first seconds what is in flight")
    func beginning() {
        #expect(
            ProgressLine.text("paper-5000", progress(), elapsed: 3, width: 80)
                == "paper-5000 \u{B7} 0/5,000 \u{B7} 256 running, step 2,300 of 10,000 \u{B7} 0:03")
        #expect(
            ProgressLine.text("paper-5000", progress(), elapsed: 3, left: 188, width: 80)
                == "paper-5000 \u{B7} 0/5,000 \u{B7} 256 running, step 2,300 of 10,000 \u{B7} 0:03 \u{B7} 3:08 left")
        #expect(ProgressLine.text("p", progress(isEven: false), elapsed: 3).contains("mean step 2,300 of 10,000"))
    }

    @Test("tells what is done, how long it takes, the best and the failures, as far as there is room")
    func all() {
        let progress = progress(finished: 1234, recorded: 400, failed: 2, best: Self.best)
        #expect(
            ProgressLine.text("paper", progress, elapsed: 12, left: 94)
                == "paper \u{B7} 1,234/5,000 \u{B7} 256 running, step 2,300 of 10,000 \u{B7} 0:12 \u{B7} 1:34 left \u{B7} "
                + "40 trials/s \u{B7} best 0.00159873 (trial 4333) \u{B7} 2 failed")
        #expect(
            ProgressLine.text("paper", progress, elapsed: 12, left: 94, width: 80)
                == "paper \u{B7} 1,234/5,000 \u{B7} 0:12 \u{B7} 1:34 left \u{B7} best 0.00159873 \u{B7} 2 failed"
        )
    }

    @Test("tells of a few of the long trials in flight, and how many more there are")
    func longTrials() {
        let told = { (trials: Int) in ProgressLine.text("digits", progress(reports: trials), elapsed: 0) }
        #expect(told(3).contains(" 2: epoch 1 of 4") && !told(3).contains("more"))
        #expect(told(8).contains(" 2: epoch 1 of 4") && !told(8).contains(" 3: epoch"))
        #expect(told(8).contains(" + 5 more "))
    }

    @Test("is narrower than any terminal, and keeps the count and the time", arguments: 0...300)
    func width(width: Int) {
        let progress = progress(finished: 12, recorded: 3, failed: 2, pruned: 7, best: Self.best, reports: 8)
        for name in ["digits", String(repeating: "long-", count: 40)] {
            let line = ProgressLine.text(name, progress, elapsed: 75, left: 5, width: width)
            #expect(line.count <= max(0, width - 1))
            if width >= 60 { #expect(line.contains("12/5,000") && line.contains("1:15 \u{B7} 0:05 left")) }
        }
        let phase = SetUpProgress("settling fixed points", done: 3, of: 16, step: 1200, steps: 10_000)
        #expect(SetUpLine.text("digits", phase, elapsed: 12, width: width).count <= max(0, width - 1))
    }

    @Test("tells a set-up as a phase, with its count and its step")
    func phases() {
        let counted = SetUpProgress("settling fixed points", done: 3, of: 16)
        #expect(
            SetUpLine.text("large", counted, elapsed: 12.9, width: 80)
                == "large \u{B7} settling fixed points 3/16 \u{B7} 0:12")
        let single = SetUpProgress("settling fixed points", step: 1200, steps: 10_000)
        #expect(
            SetUpLine.text("large", single, elapsed: 3605, width: 80)
                == "large \u{B7} settling fixed points, step 1,200 of 10,000 \u{B7} 1:00:05")
    }

    @Test("survives a clock that stands still, and one that is wrong")
    func noTime() {
        for elapsed in [0, -5, Double.infinity, Double.nan] {
            #expect(
                ProgressLine.text("paper", progress(finished: 5, recorded: 5, elapsed: 0), elapsed: elapsed)
                    .hasSuffix("0:00 \u{B7} 0 trials/s"))
        }
    }
}
