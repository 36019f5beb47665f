import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Quantizers")
struct QuantizerTests {
    /// |sum of (x - q)| / T for one neuron that encodes `signal` with `quantizer`.
    private func meanQuantizationError(
        _ quantizer: Quantizer, of signal: [Double], seed: UInt64 = 0
    ) -> Double {
        let noise = QuantizationNoise(seed: seed, trial: 0)
        var memory = Quantizer.Memory()
        var sum = 0.0
        for (index, x) in signal.enumerated() {
            let uniform = noise.uniform(unit: 0, layer: 0, step: index + 1)
            sum += x - (quantizer.fires(x, memory: &memory, uniform: uniform) ? 1 : 0)
        }
        return abs(sum) / Double(signal.count)
    }

    /// Constant, periodic, rising and random signals in (0, 1).
    private var signals: [(Int) -> [Double]] {
        let constants: [(Int) -> [Double]] = [1e-9, 0.1, 1.0 / 3, 0.5, 0.618, 0.9, 1 - 1e-9].map { value in
            { [Double](repeating: value, count: $0) }
        }
        return constants + [
            { count in (0..<count).map { $0 % 2 == 0 ? 0.999 : 0.001 } },
            { count in (0..<count).map { (Double($0) + 0.5) / Double(count) } },
            { count in InputPattern.uniform(count: count, seed: 77).map { max($0, 1e-12) } },
        ]
    }

    @Test("sigma-delta's mean quantization error is at most 1/(2T) (Eq. 11)")
    func boundedError() {
        for signal in signals {
            for count in [1, 2, 3, 10, 137, 1000, 20_000] {
                let bound = 1 / (2 * Double(count))
                #expect(meanQuantizationError(.sigmaDelta, of: signal(count)) <= bound * (1 + 1e-9))
            }
        }
    }

    @Test("the second order's error stays bounded, too, for steady signals")
    func boundedSecondOrder() {
        for value in [0.1, 0.3, 0.5, 0.77] {
            for count in [10, 1000, 20_000] {
                let signal = [Double](repeating: value, count: count)
                #expect(meanQuantizationError(.secondOrderSigmaDelta, of: signal) <= 4 / Double(count))
            }
        }
    }

    @Test("rates: sigma-delta averages out as 1/T, stochastic rounding as 1/sqrt(T)")
    func rates() {
        let values = InputPattern.uniform(count: 200, seed: 5)
        func rootMeanSquare(_ quantizer: Quantizer, _ count: Int) -> Double {
            let squares = values.enumerated().map { index, value in
                let error = meanQuantizationError(
                    quantizer, of: [Double](repeating: value, count: count), seed: UInt64(index))
                return error * error
            }
            return (squares.reduce(0, +) / Double(values.count)).squareRoot()
        }
        let sigmaDelta = rootMeanSquare(.sigmaDelta, 100) / rootMeanSquare(.sigmaDelta, 10_000)
        let stochastic = rootMeanSquare(.stochastic, 100) / rootMeanSquare(.stochastic, 10_000)
        #expect((70...140).contains(sigmaDelta))
        #expect((7...14).contains(stochastic))
    }

    @Test("stochastic rounding fires with probability a, never at 0 and always at 1")
    func probability() {
        let noise = QuantizationNoise(seed: 2, trial: 9)
        var memory = Quantizer.Memory()
        for (a, expected) in [(-0.5, 0.0), (0, 0), (0.25, 0.25), (0.8, 0.8), (1, 1), (1.5, 1)] {
            let fired = (1...20_000).filter { step in
                Quantizer.stochastic.fires(
                    a, memory: &memory, uniform: noise.uniform(unit: 1, layer: 1, step: step))
            }
            #expect(abs(Double(fired.count) / 20_000 - expected) < 0.01)
        }
        #expect(memory == Quantizer.Memory())
    }

    @Test("threshold has no memory; exactly 1/2 does not fire, neither there nor in sigma-delta")
    func threshold() {
        var memory = Quantizer.Memory()
        for (a, expected) in [(0.5, false), (0.5.nextUp, true), (-3, false), (2, true), (.nan, false)] {
            #expect(Quantizer.threshold.fires(a, memory: &memory, uniform: 0) == expected)
        }
        #expect(memory == Quantizer.Memory())
        #expect(!Quantizer.sigmaDelta.fires(0.5, memory: &memory, uniform: 0))
        #expect(memory.phi == 0.5)
        #expect(Quantizer.sigmaDelta.fires(0.25, memory: &memory, uniform: 0))
        #expect(memory.phi == -0.25)
    }

    @Test("a tracking neuron's r stays within lambda/2 of a steady state, and is what a decoder of its bits holds")
    func tracking() {
        for state in [0, 1e-9, 0.1, 1.0 / 3, 0.5, 0.9, 1] {
            for schedule in [Schedule.constant(0.1), .powerLaw(initial: 0.9, exponent: 0.7)] {
                var memory = Quantizer.Memory()
                var decoded = 0.0
                var worst = 0.0
                for step in 1...2000 {
                    let lambda = schedule.value(at: step)
                    let q = Quantizer.tracking.sends(
                        state, previous: state, lambda: lambda, memory: &memory, uniform: 0)
                    decoded = PredictiveCoding.decode(q ? 1 : 0, previous: decoded, lambda: lambda)
                    #expect(abs(decoded - memory.phi) < 1e-12)
                    if step > 500 { worst = max(worst, abs(memory.phi - state) / lambda) }
                }
                #expect(worst <= 0.5 + 1e-3, "\(state), \(schedule)")
            }
        }
    }

    @Test("after a jump a tracking neuron fires at each step until r has arrived")
    func jump() {
        var memory = Quantizer.Memory()
        for _ in 1...100 {
            _ = Quantizer.tracking.sends(0.1, previous: 0.1, lambda: 0.05, memory: &memory, uniform: 0)
        }
        var steps = 0
        while memory.phi < 0.85 {
            #expect(Quantizer.tracking.sends(0.9, previous: 0.1, lambda: 0.05, memory: &memory, uniform: 0))
            steps += 1
        }
        #expect(steps < 50)
    }

    @Test("only the stochastic quantizer draws")
    func draws() {
        for quantizer in Quantizer.allCases {
            var memory = Quantizer.Memory()
            var count = 0
            func draw() -> Double {
                count += 1
                return 0.5
            }
            _ = quantizer.fires(0.3, memory: &memory, uniform: draw())
            #expect(count == (quantizer == .stochastic ? 1 : 0))
        }
    }

    @Test("names are those of study files")
    func names() {
        #expect(
            Quantizer.allCases.map(\.rawValue) == [
                "sigma-delta", "stochastic", "threshold", "second-order-sigma-delta", "tracking",
            ])
    }
}

@Suite("Predictive coding")
struct PredictiveCodingTests {
    @Test("decoding what was encoded gives the signal back, whatever lambda does")
    func decodeOfEncode() {
        let signal = InputPattern.uniform(count: 500, seed: 3)
        let schedules: [Schedule] = [
            .constant(1), .constant(0.05), .constant(1.7), .powerLaw(initial: 0.832, exponent: 0.584),
            .exponential(initial: 1, tau: 200),
        ]
        for lambda in schedules {
            var (previous, decoded) = (0.0, 0.0)
            for (index, state) in signal.enumerated() {
                let value = lambda.value(at: index + 1)
                let a = PredictiveCoding.encode(state, previous: previous, lambda: value)
                decoded = PredictiveCoding.decode(a, previous: decoded, lambda: value)
                #expect(abs(decoded - state) < 1e-10, "\(lambda)")
                previous = state
            }
        }
    }

    @Test("lambda = 1 is no coding, to the bit")
    func noCoding() {
        for value in InputPattern.uniform(count: 100, seed: 8) {
            #expect(PredictiveCoding.encode(value, previous: 1 - value, lambda: 1) == value)
            #expect(PredictiveCoding.decode(value * 9 - 4, previous: 1 - value, lambda: 1) == value * 9 - 4)
        }
    }
}
