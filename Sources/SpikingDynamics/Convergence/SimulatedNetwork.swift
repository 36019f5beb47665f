/// A reference simulation that ``ConvergenceExperiment/run(_:steps:noise:shouldContinue:)`` makes steps of.
protocol SimulatedNetwork {
    /// Makes the next step of these schedules, which are legal.
    mutating func advance(_ schedules: AnnealingSchedules)

    /// Clamps another input, which has been checked, from the next step on. `index` is the index of the input.
    mutating func clamp(_ checkedInput: [Double], index: Int)

    /// [layer][unit]: the activations s.
    var states: [[Double]] { get }

    /// The number of a layer's bits of the last step that were 1.
    func upCount(ofLayer layer: Int) -> Int

    /// The sums over one layer's units, in ascending order, of |s* - s| and of its square.
    func distance(from target: [Double], layer: Int) -> (absolute: Double, squared: Double)

    /// The first neuron whose state or memory is not finite; nil if there is none.
    var firstNonFiniteUnit: (layer: Int, unit: Int)? { get }
}

extension SimulatedNetwork {
    func distance(from target: [Double], layer: Int) -> (absolute: Double, squared: Double) {
        Self.distance(from: target, states[layer])
    }

    var firstNonFiniteUnit: (layer: Int, unit: Int)? {
        for (layer, states) in states.enumerated() {
            if let unit = states.firstIndex(where: { !$0.isFinite }) { return (layer, unit) }
        }
        return nil
    }

    static func distance(
        from target: [Double], _ states: some Sequence<Double>
    ) -> (absolute: Double, squared: Double) {
        var absolute = 0.0
        var squared = 0.0
        for (goal, state) in zip(target, states) {
            let difference = goal - state
            absolute += abs(difference)
            squared += difference * difference
        }
        return (absolute, squared)
    }
}

extension BinaryNetwork: SimulatedNetwork {
    mutating func advance(_ schedules: AnnealingSchedules) { step(schedules) }

    func upCount(ofLayer layer: Int) -> Int { firedUnits(layer).count }

    func distance(from target: [Double], layer: Int) -> (absolute: Double, squared: Double) {
        Self.distance(from: target, neurons(layer).lazy.map(\.state))
    }
}

/// Its epsilon is that of the lowest layer; it has no lambda and no bits.
extension ContinuousNetwork: SimulatedNetwork {
    mutating func advance(_ schedules: AnnealingSchedules) {
        step(epsilon: schedules.epsilon[0].value(at: stepCount + 1))
    }

    func upCount(ofLayer layer: Int) -> Int { 0 }
}
