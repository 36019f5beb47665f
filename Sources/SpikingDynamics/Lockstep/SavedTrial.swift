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

    public var stage: Stage
    /// The sums of error(t), of its first 20 steps and of the Euclidean norm, then the last error(t).
    public var sums: [Double] = []
    /// [layer]: the bits so far that were 1.
    public var spikes: [Int] = []
    public var samples: [ConvergenceErrors.Sample] = []
    /// [input][numbers of the layers above the input, then the memories of the input layer].
    public var numbers: [Double] = []
    /// [input][bits of the layers above the input, then those of the input layer].
    public var signals: [UInt32] = []

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
            saved.numbers += column.numbers + column.train.memories
            saved.signals += column.signals + column.train.signals
        }
        return saved
    }

    /// Moves a trial at rest to the saved state.
    ///
    /// - Returns: false if the state is of another network, quantizer or number of steps.
    mutating func restore(_ saved: SavedTrial) -> Bool {
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
            return restoreColumns(saved)
        }
    }

    private mutating func restoreColumns(_ saved: SavedTrial) -> Bool {
        var (numbers, signals) = (saved.numbers[...], saved.signals[...])
        for index in columns.indices {
            let column = columns[index]
            let counts = (column.numbers.count, column.train.memories.count)
            let words = (column.signals.count, column.train.signals.count)
            guard numbers.count >= counts.0 + counts.1, signals.count >= words.0 + words.1 else { return false }
            columns[index].numbers = Array(numbers.prefix(counts.0))
            columns[index].train.memories = Array(numbers.dropFirst(counts.0).prefix(counts.1))
            columns[index].signals = Array(signals.prefix(words.0))
            columns[index].train.signals = Array(signals.dropFirst(words.0).prefix(words.1))
            numbers = numbers.dropFirst(counts.0 + counts.1)
            signals = signals.dropFirst(words.0 + words.1)
        }
        return numbers.isEmpty && signals.isEmpty
    }
}

extension LockstepSimulation {
    /// A trial that ``begin(_:steps:noise:)`` made, moved to a saved state. It goes on to the same result, to the bit.
    ///
    /// - Returns: nil if the state is of another network, quantizer or number of steps.
    public func restore(_ saved: SavedTrial, to trial: TrialInFlight) -> TrialInFlight? {
        var restored = trial
        return restored.restore(saved) ? restored : nil
    }
}
