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
