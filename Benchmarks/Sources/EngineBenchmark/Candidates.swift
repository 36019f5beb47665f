import SpikingDynamics

/// Schedules as the paper's search draws them, but not rounded, so that no two lambda.initial are equal.
struct Candidates {
    let schedules: [AnnealingSchedules]

    /// Trial n takes uniforms 4 n ... 4 n + 3 of `RandomState(1234)`.
    init(count: Int, drive: ConvergenceRequest.Drive) {
        let uniforms = InputPattern.uniform(count: 4 * count, seed: 1234)
        let quadruples = stride(from: 0, to: uniforms.count, by: 4).map { uniforms[$0..<$0 + 4] }
        schedules = quadruples.map {
            let initial = drive == .shared ? 0.832 : $0[$0.startIndex + 2]
            return AnnealingSchedules(
                epsilon: .powerLaw(initial: $0[$0.startIndex], exponent: $0[$0.startIndex + 1]),
                lambda: .powerLaw(initial: initial, exponent: $0[$0.startIndex + 3]), quantizer: .sigmaDelta)
        }
    }
}
