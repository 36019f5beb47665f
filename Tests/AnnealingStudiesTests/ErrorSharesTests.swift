import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The shares of a trial's error by decade of steps")
struct ErrorSharesTests {
    /// The curve of an error at every step, sampled as traces are.
    private func curve(_ errors: [Double]) -> ErrorCurve {
        var sums: [Double] = []
        for error in errors { sums.append((sums.last ?? 0) + error) }
        return ErrorCurve(
            RenardSteps.through(errors.count).map { step in
                ErrorCurve.Sample(
                    step: step, value: nil, error: errors[step - 1], runningMean: sums[step - 1] / Double(step),
                    partErrors: [])
            })
    }

    @Test("are those of the sums over the steps", arguments: [1, 99, 100, 101, 999, 1000, 1001, 2345, 20_000])
    func sums(steps: Int) throws {
        let errors = (1...steps).map { 1 / Double($0) + 0.001 }
        let shares = try #require(ErrorShares(curve(errors)))
        let total = errors.reduce(0, +)
        #expect(shares.parts.first?.from == 1 && shares.parts.last?.to == steps)
        for (part, next) in zip(shares.parts, shares.parts.dropFirst()) {
            #expect(next.from == part.to + 1 && [100, 1000, 10_000].contains(part.to))
        }
        for part in shares.parts {
            let sum = errors[part.from - 1...part.to - 1].reduce(0, +)
            #expect(abs(part.share - sum / total) < 1e-12)
        }
        #expect(abs(shares.parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }

    @Test("are none where there is no error, no sample, or none at the end of a decade")
    func none() {
        #expect(ErrorShares(ErrorCurve([])) == nil)
        #expect(ErrorShares(curve([0, 0, 0])) == nil)
        var gap = curve((1...2000).map { 1 / Double($0) })
        gap.samples.removeAll { $0.step == 100 }
        #expect(ErrorShares(gap) == nil)
    }

    @Test("follow from the trace of an evaluation, on one network and on several", arguments: [1, 3])
    func traces(networks: UInt32) throws {
        let settings = ConvergenceSettings(
            networks: (0..<networks).map {
                NetworkSpecification(layers: [8, 7, 3], weightSeed: 1 + $0, inputSeeds: [2])
            }, steps: 250, measure: .meanError)
        let parameters = AnnealingSchedules.published.trialParameters
        let evaluation = try ConvergenceObjective(settings).evaluation(of: .init(number: 0, parameters: parameters))
        let trace = try #require(evaluation.trace)
        guard case .errors(let curve)? = settings.curve(of: trace) else { throw Absent() }
        let parts = try #require(ErrorShares(curve)?.parts)
        #expect(parts.map(\.to) == [100, 250])
        let means = try settings.networks.map { network in
            let outcome = try ConvergenceExperiment(network).run(
                .published, steps: 250, noise: QuantizationNoise(seed: 0, trial: 0))
            guard case .complete(let errors)? = outcome else { throw Absent() }
            return (errors.trace.first { $0.step == 100 }?.runningMean ?? .nan, errors.meanError)
        }
        let mean = settings.aggregation
        let early = 100 * mean.of(means.map(\.0)) / (250 * mean.of(means.map(\.1)))
        #expect(abs(parts[0].share - early) < 1e-11)
        // Errors fall, so that the first 100 steps have more than their part of the steps.
        #expect(parts[0].share > 0.4)
    }

    private struct Absent: Error {}
}
