import TestSupport
import Testing

@testable import SpikingDynamics

@Suite("What a trial gives in lockstep does not depend, to the bit, on how it is advanced")
struct LockstepIdentityTests {
    /// Trials of all quantizers, some with fewer steps than the others, and what each gives alone.
    private struct Fixture {
        let simulation: LockstepSimulation
        let trials: [LockstepTrial]
        let alone: [ConvergenceOutcome?]

        init(_ sizes: [Int] = [19, 41, 10], inputs: Int = 2, count: Int = 60) throws {
            simulation = LockstepSimulation(try ConvergenceExperiment.random(sizes, inputs: inputs))
            var trials = LockstepTrial.layered(count, layers: sizes.count, quantizers: Quantizer.allCases)
            for place in trials.indices where place % 9 == 0 { trials[place].steps = 101 }
            self.trials = trials
            alone = simulation.outcomes(trials, batchesOf: 1)
        }
    }

    @Test("batch size", arguments: [2, 3, 7, 64, 256])
    func batchSize(size: Int) throws {
        let fixture = try Fixture(inputs: 1, count: 256)
        #expect(fixture.alone.allSatisfy { $0?.errors != nil })
        #expect(fixture.simulation.outcomes(fixture.trials, batchesOf: size) == fixture.alone)
    }

    @Test("more columns than steps of the input can be made at once")
    func manyColumns() throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([5, 7, 3], inputs: 3))
        let trials = LockstepTrial.varied(500, quantizers: [.stochastic], steps: 60)
        #expect(simulation.outcomes(trials) == simulation.outcomes(trials, batchesOf: 11))
    }

    @Test("which trials share a batch")
    func company() throws {
        let fixture = try Fixture()
        var order = Array(fixture.trials.indices)
        for turn in 1...4 {
            order = order.map { ($0 * 7 + turn) % order.count }  // 7 and 60 have no common factor
            #expect(Set(order).count == order.count)
            let outcomes = fixture.simulation.outcomes(order.map { fixture.trials[$0] }, batchesOf: 13)
            #expect(outcomes == order.map { fixture.alone[$0] })
        }
    }

    @Test("whether the input's trains are shared")
    func sharedTrains() throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([33, 20, 10], inputs: 2))
        for quantizer in Quantizer.allCases {
            var sharing = LockstepTrial.varied(12, quantizers: [quantizer])
            for place in sharing.indices { sharing[place].lambda = .powerLaw(initial: 0.5, exponent: 0.1) }
            let strangers = LockstepTrial.varied(12, quantizers: [quantizer])
            let alone = simulation.outcomes(sharing, batchesOf: 1)
            #expect(Set(alone.compactMap { $0?.errors?.meanError }).count > 8)
            #expect(simulation.outcomes(sharing) == alone)
            let mixed = simulation.outcomes(zip(sharing, strangers).flatMap { [$0, $1] })
            #expect(stride(from: 0, to: 24, by: 2).map { mixed[$0] } == alone)
        }
    }

    @Test("the seeds of the trials beside it")
    func seeds() throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([13, 9, 4]))
        var trials = LockstepTrial.varied(8, quantizers: [.stochastic])
        for place in trials.indices {
            trials[place].noise = QuantizationNoise(seed: UInt64(place % 3), trial: place / 3)
        }
        let alone = simulation.outcomes(trials, batchesOf: 1)
        #expect(Set(alone.compactMap { $0?.errors?.meanError }).count == 8)
        #expect(simulation.outcomes(trials) == alone)
    }

    @Test("in how many calls it advances, and with whom at each")
    func calls() throws {
        let fixture = try Fixture()
        for stops in [[1, 7, 50, 51], [49, 50, 100, 101, 102], Array(1...170)] {
            var flights = fixture.trials.map { $0.begin(fixture.simulation) }
            for (turn, stop) in (stops + [.max]).enumerated() {
                // Other company at each call; the last part of the trials at its own pace.
                let size = 5 + turn % 4
                for from in stride(from: 0, to: flights.count, by: size) {
                    var batch = Array(flights[from..<min(from + size, flights.count)])
                    #expect(fixture.simulation.advance(&batch, to: stop) { true })
                    flights.replaceSubrange(from..<(from + batch.count), with: batch)
                }
                #expect(flights.allSatisfy { $0.outcome != nil || $0.stepCount == stop })
                flights = flights.reversed()
            }
            if stops.count.isMultiple(of: 2) { flights = flights.reversed() }
            #expect(flights.map(\.outcome) == fixture.alone, "\(stops.count) stops")
        }
    }

    @Test("where it was cancelled, and continued")
    func cancellation() throws {
        let fixture = try Fixture(count: 20)
        for limit in 1...4 {
            var flights = fixture.trials.map { $0.begin(fixture.simulation) }
            var isDone = false
            var calls = 0
            while !isDone {
                var asked = 0
                isDone = fixture.simulation.advance(&flights, to: .max) {
                    asked += 1
                    return asked <= limit
                }
                calls += 1
                flights.append(flights.removeFirst())
            }
            #expect(calls > 1)
            for _ in 0..<(flights.count - calls % flights.count) { flights.append(flights.removeFirst()) }
            #expect(flights.map(\.outcome) == fixture.alone, "\(limit) blocks a call")
        }
    }

    @Test("a no at once advances nothing")
    func refusal() throws {
        let fixture = try Fixture(count: 5)
        var flights = fixture.trials.map { $0.begin(fixture.simulation) }
        #expect(!fixture.simulation.advance(&flights, to: .max) { false })
        #expect(flights.allSatisfy { $0.stepCount == 0 && $0.outcome == nil })
    }

    @Test("the kernels' dispatch level")
    func levels() throws {
        let fixture = try Fixture([19, 41, 33, 10])
        DispatchLevels.withEach { level in
            #expect(fixture.simulation.outcomes(fixture.trials) == fixture.alone, "\(level)")
            #expect(fixture.simulation.outcomes(fixture.trials, batchesOf: 1) == fixture.alone, "\(level)")
        }
    }
}
