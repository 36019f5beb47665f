/// The state of a trial in flight as plain numbers, from which ``LockstepSimulation/restore(_:to:)`` goes on.
///
/// The schedules, the draws and the network are not part of it; they follow from the study and the trial's number.
public struct SavedTrial: Sendable, Equatable {
    /// How far the trial is.
    public enum Stage: Sendable, Equatable {
        /// It has made no step, and no numbers are saved.
        case atRest
        /// It has made `step` steps.
        case running(step: Int)
        /// It has made all its steps. Only its errors are saved.
        case complete
        /// It has diverged by `step`, and no numbers are saved.
        case diverged(layer: Int, unit: Int, step: Int)
    }

    /// How far the trial is.
    public var stage: Stage
    /// The sums of error(t), of its first 20 steps and of the Euclidean norm, then the last error(t).
    public var sums: [Double] = []
    /// [layer]: the bits so far that were 1.
    public var spikes: [Int] = []
    /// The errors so far at the steps of `RenardSteps`.
    public var samples: [ConvergenceErrors.Sample] = []
    /// [input][numbers of the layers above the input, then the memories of the input layer, then a surprise clock's state].
    public var numbers: [Double] = []
    /// [input][bits of the layers above the input, then those of the input layer].
    public var signals: [UInt32] = []

    /// A state at a stage; the numbers are set afterwards.
    public init(_ stage: Stage) {
        self.stage = stage
    }
}

extension TrialInFlight {
    /// The present state; nil for a trial that failed before its first step.
    public var saved: SavedTrial? {
        switch outcome {
        case .failed(.diverged(let layer, let unit, let step)):
            return SavedTrial(.diverged(layer: layer, unit: unit, step: step))
        case .failed: return nil
        case .complete, nil: break
        }
        guard stepCount > 0 else { return SavedTrial(.atRest) }
        var saved = SavedTrial(outcome == nil ? .running(step: stepCount) : .complete)
        accumulator.save(to: &saved)
        for column in columns {
            saved.numbers += Array(column.numbers.values) + Array(column.train.memories.values)
            if schedules.clock != .steps { saved.numbers += column.clock.numbers }
            saved.signals += column.signals + column.train.signals
        }
        return saved
    }

    /// Moves a trial at rest to the saved state.
    ///
    /// - Returns: false if the state is of another network, quantizer or number of steps.
    mutating func restore(_ saved: SavedTrial, of network: PackedNetwork) -> Bool {
        guard outcome == nil, stepCount == 0 else { return false }
        switch saved.stage {
        case .atRest: return true
        case .diverged(let layer, let unit, let step):
            guard (1...steps).contains(step) else { return false }
            outcome = .failed(.diverged(layer: layer, unit: unit, step: step))
            (stepCount, columns) = (step, [])
            return true
        case .complete:
            guard saved.numbers.isEmpty, saved.signals.isEmpty, accumulator.restore(saved, step: steps) else {
                return false
            }
            (stepCount, columns) = (steps, [])
            outcome = .complete(accumulator.errors)
            return true
        case .running(let step):
            guard (1..<steps).contains(step), accumulator.restore(saved, step: step) else { return false }
            stepCount = step
            return restoreColumns(saved, of: network)
        }
    }

    private mutating func restoreColumns(_ saved: SavedTrial, of network: PackedNetwork) -> Bool {
        let (input, upper) = (network.layerSizes[0], network.layerSizes.dropFirst())
        let decodedFromAbove = schedules.decodesBySender ? upper.dropLast().reduce(0, +) : 0
        let perUnit = schedules.numbersPerUnit
        let counts = (upper.reduce(0, +) * perUnit.above + decodedFromAbove, input * perUnit.input)
        let words = (upper.reduce(0) { $0 + Panels.words($1) }, Panels.words(input))
        let clockCount = schedules.clock == .steps ? 0 : ClockState.numberCount
        guard saved.numbers.count == (counts.0 + counts.1 + clockCount) * network.inputCount,
            saved.signals.count == (words.0 + words.1) * network.inputCount
        else { return false }
        guard Self.haveBitsOfUnitsAlone(saved.signals, of: Array(upper) + [input]) else { return false }
        var (numbers, signals) = (saved.numbers[...], saved.signals[...])
        var restored: [Column] = []
        for _ in 0..<network.inputCount {
            let column = (numbers.prefix(counts.0), signals.prefix(words.0))
            (numbers, signals) = (numbers.dropFirst(counts.0), signals.dropFirst(words.0))
            let train = InputTrain(
                memories: StateNumbers(numbers.prefix(counts.1)), signals: Array(signals.prefix(words.1)))
            (numbers, signals) = (numbers.dropFirst(counts.1), signals.dropFirst(words.1))
            var clock: ClockState? = ClockState()
            if clockCount > 0 { clock = ClockState(numbers.prefix(clockCount), steps: stepCount) }
            guard let clock else { return false }
            numbers = numbers.dropFirst(clockCount)
            restored.append(
                Column(numbers: StateNumbers(column.0), signals: Array(column.1), train: train, clock: clock))
        }
        columns = restored
        return true
    }

    /// Whether no bit is 1 beyond the last unit of a layer. The kernels take words of bits as places in tables.
    ///
    /// - Parameters:
    ///   - signals: [input][layer][W].
    ///   - sizes: [layer], in the order of the signals.
    private static func haveBitsOfUnitsAlone(_ signals: [UInt32], of sizes: [Int]) -> Bool {
        // [word of one input]: the bits that belong to no unit.
        let padding = sizes.flatMap { size in
            (0..<Panels.words(size)).map { word in size - 32 * word >= 32 ? 0 : UInt32.max << (size - 32 * word) }
        }
        return signals.indices.allSatisfy { signals[$0] & padding[$0 % padding.count] == 0 }
    }
}

extension AnnealingSchedules {
    /// How many numbers each neuron's state has, above the input and of the input; without the v of a layer above.
    fileprivate var numbersPerUnit: (above: Int, input: Int) {
        switch code {
        case .predictive: (2 + quantizer.memoryCount, quantizer.memoryCount)
        case .adaptiveDelta: AdaptiveDeltaLayer.numbersPerUnit
        }
    }
}

extension LockstepSimulation {
    /// A trial that ``begin(_:steps:noise:)`` made, moved to a saved state. It goes on to the same result, to the bit.
    ///
    /// - Returns: nil if the state is of another network, quantizer or number of steps.
    public func restore(_ saved: SavedTrial, to trial: TrialInFlight) -> TrialInFlight? {
        var restored = trial
        return restored.restore(saved, of: network) ? restored : nil
    }
}
