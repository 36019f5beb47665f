import SpikingDynamics

/// Schedules as the paper's search draws them, but not rounded, so that no two lambda.initial are equal.
struct Candidates {
    let epsilon: [Schedule]
    let lambda: [Schedule]

    /// Trial n takes uniforms 4 n ... 4 n + 3 of `RandomState(1234)`.
    init(count: Int, drive: ConvergenceRequest.Drive) {
        let uniforms = InputPattern.uniform(count: 4 * count, seed: 1234)
        let quadruples = stride(from: 0, to: uniforms.count, by: 4).map { uniforms[$0..<$0 + 4] }
        epsilon = quadruples.map { .powerLaw(initial: $0[$0.startIndex], exponent: $0[$0.startIndex + 1]) }
        lambda = quadruples.map {
            let initial = drive == .shared ? 0.832 : $0[$0.startIndex + 2]
            return .powerLaw(initial: initial, exponent: $0[$0.startIndex + 3])
        }
    }
}
