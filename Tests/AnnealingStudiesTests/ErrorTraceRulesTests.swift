import Foundation
import HyperparameterSearch
import StudyFiles
import Testing

@testable import AnnealingStudies
@testable import SpikingDynamics

/// A trace that does not keep the rules of its study is told from one that an evaluation wrote.
@Suite("The rules of an error trace") struct ErrorTraceRulesTests {
    @Test("hold for every trace that is written", arguments: [1, 3])
    func written(networks: Int) throws {
        let study = try SmallConvergenceStudy(networks: networks)
        try study.run()
        let settings = study.objective.settings
        let record = try #require(try study.store.studies().first)
        var complete = 0
        for trial in try study.store.trials(of: record.id, matching: .all) {
            guard let trace = try study.store.trace(ofTrial: trial.number, of: record.id) else { continue }
            #expect(settings.fault(in: trace, of: trial) == nil)
            guard trial.state == .complete, let decoded = ErrorTrace(trace) else { continue }
            complete += 1
            if complete > 1 { continue }
            for (name, damaged) in Self.damaged(decoded) {
                #expect(settings.fault(in: damaged.encoded, of: trial) != nil, "\(name)")
            }
            #expect(settings.fault(in: trace.dropLast(), of: trial) != nil)
            #expect(settings.fault(in: Data(), of: trial) != nil)
        }
        #expect(complete > 10)
    }

    private static func damaged(_ trace: ErrorTrace) -> [(String, ErrorTrace)] {
        let change = { (index: Int, step: Int?, error: Double?, mean: Double?, layers: [Double]?) in
            let old = trace.samples[index]
            var samples = trace.samples
            samples[index] = ErrorTrace.Sample(
                step: step ?? old.step, error: error ?? old.error, runningMean: mean ?? old.runningMean,
                layerErrors: layers ?? old.layerErrors)
            return ErrorTrace(samples, networkErrors: trace.networkErrors)
        }
        let last = trace.samples.count - 1
        return [
            ("step", change(2, 77, nil, nil, nil)), ("negative", change(2, nil, -1e-300, nil, nil)),
            ("NaN", change(2, nil, nil, .nan, nil)), ("infinite", change(2, nil, nil, nil, [.infinity, 0, 0])),
            ("mean", change(last, nil, nil, trace.samples[last].runningMean.nextUp, nil)),
            ("final", change(last, nil, trace.samples[last].error.nextUp, nil, nil)),
            (
                "short",
                ErrorTrace(Array(trace.samples.dropLast()), networkErrors: Array(trace.networkErrors.dropLast()))
            ),
        ]
    }
}
