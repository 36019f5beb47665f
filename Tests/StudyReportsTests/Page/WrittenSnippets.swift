import AnnealingStudies
import SpikingDynamics

/// Snippets as the page has them, word for word ("ScheduleSnippetTests" compares): that they compile is the test.
enum WrittenSnippets {
    static func powerLaws() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.powerLaw(initial: 0.843, exponent: 0.0923)
        let lambda = Schedule.powerLaw(initial: 0.832, exponent: 0.584)
        let quantizer = Quantizer.sigmaDelta
        return AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
    }

    static func exponential() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.exponential(initial: 1.0, tau: 20.0)
        let lambda = Schedule.constant(1.0)
        let quantizer = Quantizer.secondOrderSigmaDelta
        return AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
    }

    static func steep() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.powerLaw(initial: 2.0, exponent: 7.0)
        let lambda = Schedule.powerLaw(initial: 4.31e-05, exponent: -0.5)
        let quantizer = Quantizer.stochastic
        return AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
    }

    static func families() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.holdThenPower(initial: 0.922, exponent: 0.129, hold: 6.41)
        let lambda = Schedule.floored(.shifted(initial: 1.336, exponent: 1.131, offset: 2.286), at: 0.01)
        let quantizer = Quantizer.sigmaDelta
        return AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer)
    }

    static func clocked() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.powerLaw(initial: 0.933, exponent: 0.0752)
        let lambda = Schedule.powerLaw(initial: 0.929, exponent: 0.759)
        let quantizer = Quantizer.tracking
        let decoder = Decoder.aligned
        let clock = Clock.surprise(SurpriseClock(threshold: 1.5, fastRate: 0.3, slowRate: 0.05, refractory: 20))
        return AnnealingSchedules(
            epsilon: epsilon, lambda: lambda, quantizer: quantizer, decoder: decoder, clock: clock)
    }

    static func aligned() -> AnnealingSchedules {
        // Trial 4333 of paper-5000: meanError 0.00159873
        let epsilon = Schedule.powerLaw(initial: 0.933, exponent: 0.0752)
        let lambda = Schedule.powerLaw(initial: 0.929, exponent: 0.759)
        let quantizer = Quantizer.sigmaDelta
        let decoder = Decoder.aligned
        return AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer, decoder: decoder)
    }
}
