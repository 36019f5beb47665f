import SpikingDynamics

/// What to measure: so many steps of `batch` trials on each of `threads` threads.
struct ConvergenceRequest: Decodable {
    let method: Method
    /// Units of the layers, the clamped input first.
    let layers: [Int]
    /// Trials of a thread that advance together.
    let batch: Int
    let threads: Int
    let drive: Drive
    let steps: Int
    /// Nil for the paper's.
    let dynamics: Dynamics?

    enum Method: String, Decodable {
        /// ``LockstepSimulation``: the engine of a search.
        case lockstep
        /// ``ConvergenceExperiment/run``: the plain reference, one trial at a time.
        case plain
    }

    enum Dynamics: String, Decodable {
        case paper
        /// The aligned decoder.
        case aligned
        /// A schedule for each layer, with the aligned decoder.
        case layers
        /// The tracking encoder, with the aligned decoder.
        case tracking
        /// Ten inputs, each for 500 steps; else the paper's.
        case switching
        /// A surprise clock, with the aligned decoder.
        case clock
        /// Tracking encoder, aligned decoder, surprise clock and inputs that switch.
        case all
        /// The same with schedules near 0.933/t^0.0752, 0.929/t^0.759.
        case near4148

        /// For how many steps an input stays; nil if there is one.
        var switchEvery: Int? {
            switch self {
            case .paper, .aligned, .layers, .tracking, .clock: nil
            case .switching, .all, .near4148: 500
            }
        }

        var quantizer: Quantizer {
            switch self {
            case .paper, .aligned, .layers, .switching, .clock: .sigmaDelta
            case .tracking, .all, .near4148: .tracking
            }
        }

        var decoder: Decoder {
            switch self {
            case .paper, .switching: .paper
            case .aligned, .layers, .tracking, .clock, .all, .near4148: .aligned
            }
        }

        var clock: Clock {
            switch self {
            case .paper, .aligned, .layers, .tracking, .switching: .steps
            case .clock, .all, .near4148: .surprise(SurpriseClock())
            }
        }
    }

    enum Drive: String, Decodable {
        /// All trials have the same lambda.initial, and so the same input spikes.
        case shared
        /// No two trials have.
        case unshared
    }
}

struct ConvergenceAnswer: Encodable {
    /// From the first step to the end of the last thread's last step.
    let seconds: Double
    /// [trial], thread by thread.
    let meanErrors: [Double]
}
