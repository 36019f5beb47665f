import Testing

@testable import SpikingDynamics

@Suite("Bounds of trials in flight")
struct LockstepBoundTests {
    @Test("never decrease, never exceed the final value, and reach it", arguments: [1, 13, 20, 120])
    func monotone(steps: Int) throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([13, 21, 4], inputs: 2))
        let trials = LockstepTrial.varied(40, quantizers: Quantizer.allCases, steps: steps)
        let finals = try simulation.outcomes(trials).map { try #require($0?.errors) }
        var flights = trials.map { $0.begin(simulation) }
        var last = flights.map(bounds)
        #expect(last.allSatisfy { $0 == [0, 0, 0] })
        for step in 1...steps {
            #expect(simulation.advance(&flights, to: step) { true })
            let next = flights.map(bounds)
            for (place, final) in finals.enumerated() {
                let goals = [final.meanError, final.earlyError, final.meanEuclideanError]
                #expect(zip(last[place], next[place]).allSatisfy { $0 <= $1 })
                #expect(zip(next[place], goals).allSatisfy { $0 <= $1 })
                if step == steps { #expect(next[place] == goals) }
                if step >= ConvergenceErrors.earlySteps { #expect(next[place][1] == goals[1]) }
            }
            last = next
        }
        #expect(last.allSatisfy { $0[0] > 0 })
    }

    private func bounds(_ trial: TrialInFlight) -> [Double] {
        [trial.meanErrorBound, trial.earlyErrorBound, trial.meanEuclideanErrorBound]
    }
}
