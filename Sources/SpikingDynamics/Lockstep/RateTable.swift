/// epsilon and the lambdas of encoder and decoder, of every column at each step of a block. They are tabulated here,
/// outside the kernels.
struct RateTable {
    /// [layer]: [step of the block][C] each. Layers have one buffer where they have equal schedules in all trials.
    let epsilon: [AlignedBuffer<Double>]
    let lambda: [AlignedBuffer<Double>]
    /// The same as `lambda` if all trials have the paper's decoder.
    let decoding: [AlignedBuffer<Double>]
    private let schedules: [AnnealingSchedules]
    private let columnsPerTrial: Int
    private let hasOneLambda: Bool

    init(_ trials: [TrialInFlight], layers: Int, columnsPerTrial: Int, steps: Int) {
        let schedules = trials.map(\.schedules)
        let count = trials.count * columnsPerTrial * steps
        let buffers = { (isShared: Bool) -> [AlignedBuffer<Double>] in
            guard isShared else { return (0..<layers).map { _ in AlignedBuffer(count: count) } }
            return Array(repeating: AlignedBuffer(count: count), count: layers)
        }
        epsilon = buffers(schedules.allSatisfy { $0.epsilon.common != nil })
        let shareLambda = schedules.allSatisfy { $0.lambda.common != nil }
        lambda = buffers(shareLambda)
        hasOneLambda = schedules.allSatisfy { $0.decoder == .paper }
        decoding = hasOneLambda ? lambda : buffers(shareLambda)
        self.schedules = schedules
        self.columnsPerTrial = columnsPerTrial
    }

    /// Tabulates the values of the `steps` steps that follow step `step`.
    func tabulate(steps: Int, after step: Int) {
        // The clamped layer has no epsilon.
        tabulate(Array(epsilon.dropFirst()), steps, after: step) { $0.epsilon[$1].value(at: $2) }
        tabulate(lambda, steps, after: step) { $0.lambda[$1].value(at: $2) }
        guard !hasOneLambda else { return }
        tabulate(decoding, steps, after: step) { $0.decodingLambda(ofLayer: $1, at: $2) }
    }

    /// Tabulates the values of `columns` at the step of the block with this offset, at the time of each column's clock.
    ///
    /// - Parameter clocks: [C].
    func tabulate(_ clocks: [ClockState], _ columns: Range<Int>, _ offset: Int) {
        tabulate(Array(epsilon.dropFirst()), clocks, columns, offset) { $0.epsilon[$1].value(at: $2.tau) }
        tabulate(lambda, clocks, columns, offset) { $0.lambda[$1].value(at: $2.tau) }
        guard !hasOneLambda else { return }
        tabulate(decoding, clocks, columns, offset) { $0.decodingLambda(ofLayer: $1, at: $2) }
    }

    private func tabulate(
        _ buffers: [AlignedBuffer<Double>], _ clocks: [ClockState], _ columns: Range<Int>, _ offset: Int,
        value: (AnnealingSchedules, _ place: Int, _ time: ClockState) -> Double
    ) {
        for (place, buffer) in buffers.enumerated() where place == 0 || buffer !== buffers[place - 1] {
            let row = buffer.pointer + offset * schedules.count * columnsPerTrial
            for column in columns { row[column] = value(schedules[column / columnsPerTrial], place, clocks[column]) }
        }
    }

    /// - Parameter value: of a trial's schedules, at a place of the buffers and a step.
    private func tabulate(
        _ buffers: [AlignedBuffer<Double>], _ steps: Int, after step: Int,
        value: (AnnealingSchedules, _ place: Int, _ step: Int) -> Double
    ) {
        let columns = schedules.count * columnsPerTrial
        for (place, buffer) in buffers.enumerated() where place == 0 || buffer !== buffers[place - 1] {
            for (index, trial) in schedules.enumerated() {
                for offset in 0..<steps {
                    (buffer.pointer + offset * columns + index * columnsPerTrial).update(
                        repeating: value(trial, place, step + offset + 1), count: columnsPerTrial)
                }
            }
        }
    }
}
