/// epsilon and the lambdas of encoder and decoder, of every column at each step of a block. They are tabulated here,
/// outside the kernels.
struct RateTable {
    /// [step of the block][C] each.
    let epsilon: AlignedBuffer<Double>
    let lambda: AlignedBuffer<Double>
    /// The same as `lambda` if all trials have the paper's decoder.
    let decoding: AlignedBuffer<Double>
    private let schedules: [AnnealingSchedules]
    private let columnsPerTrial: Int

    init(_ trials: [TrialInFlight], columnsPerTrial: Int, steps: Int) {
        schedules = trials.map(\.schedules)
        self.columnsPerTrial = columnsPerTrial
        epsilon = AlignedBuffer(count: trials.count * columnsPerTrial * steps)
        lambda = AlignedBuffer(count: trials.count * columnsPerTrial * steps)
        let haveOneLambda = schedules.allSatisfy { $0.decoder == .paper }
        decoding = haveOneLambda ? lambda : AlignedBuffer(count: trials.count * columnsPerTrial * steps)
    }

    /// Tabulates the values of the `steps` steps that follow step `step`.
    func tabulate(steps: Int, after step: Int) {
        let columns = schedules.count * columnsPerTrial
        for (index, trial) in schedules.enumerated() {
            for offset in 0..<steps {
                let place = offset * columns + index * columnsPerTrial
                (epsilon.pointer + place).update(
                    repeating: trial.epsilon.value(at: step + offset + 1), count: columnsPerTrial)
                (lambda.pointer + place).update(
                    repeating: trial.lambda.value(at: step + offset + 1), count: columnsPerTrial)
                guard decoding !== lambda else { continue }
                (decoding.pointer + place).update(
                    repeating: trial.decodingLambda(at: step + offset + 1), count: columnsPerTrial)
            }
        }
    }
}
