/// Adds up the errors of a running trial, step by step.
struct ErrorAccumulator {
    private let steps: Int
    private var stepCount = 0
    private(set) var errorSum = 0.0
    private var earlySum = 0.0
    private(set) var euclideanSum = 0.0
    private(set) var lastError = 0.0
    private var spikes: [Int]
    /// [sample]: error(t), its running mean and the layers' errors. Thousands of trials have their traces in memory.
    private var samples: [Double] = []
    private var nextSample: Int

    /// For a trial of `steps` steps, at least 1, of networks with `layerCount` layers.
    init(steps: Int, layerCount: Int) {
        self.steps = steps
        spikes = [Int](repeating: 0, count: layerCount)
        nextSample = RenardSteps.next(after: 0, through: steps)
    }

    /// Adds one step. There is one network, and one fixed point, for each input.
    mutating func add(_ networks: [some SimulatedNetwork], _ fixedPoints: [FixedPoint]) {
        var layerErrors = [Double](repeating: 0, count: spikes.count)
        var euclidean = 0.0
        for (network, fixedPoint) in zip(networks, fixedPoints) {
            var squares = 0.0
            for layer in spikes.indices {
                let distance = network.distance(from: fixedPoint.states[layer], layer: layer)
                layerErrors[layer] += distance.absolute / Double(fixedPoint.states[layer].count)
                squares += distance.squared
                spikes[layer] += network.upCount(ofLayer: layer)
            }
            euclidean += squares.squareRoot()
        }
        for layer in spikes.indices { layerErrors[layer] /= Double(networks.count) }
        layerErrors.withUnsafeBufferPointer { add($0, euclidean: euclidean / Double(networks.count)) }
    }

    /// Adds one step, with [layer] errors and a Euclidean norm that have been averaged over the inputs.
    mutating func add(_ layerErrors: UnsafeBufferPointer<Double>, euclidean: Double) {
        stepCount += 1
        lastError = layerErrors.reduce(0, +) / Double(layerErrors.count)
        errorSum += lastError
        euclideanSum += euclidean
        if stepCount == min(ConvergenceErrors.earlySteps, steps) { earlySum = errorSum }
        guard stepCount == nextSample else { return }
        samples += [lastError, errorSum / Double(stepCount)]
        samples += layerErrors
        if stepCount < steps { nextSample = RenardSteps.next(after: stepCount, through: steps) }
    }

    private var trace: [ConvergenceErrors.Sample] {
        let width = 2 + spikes.count
        return zip(RenardSteps.through(steps), stride(from: 0, to: samples.count, by: width)).map { step, start in
            ConvergenceErrors.Sample(
                step: step, error: samples[start], runningMean: samples[start + 1],
                layerErrors: Array(samples[start + 2..<start + width]))
        }
    }

    mutating func add(spikes count: Int, layer: Int) {
        spikes[layer] += count
    }

    /// A lower bound of the early error: its sum so far, divided by the number of steps that it covers.
    var earlyErrorSoFar: Double {
        let steps = min(ConvergenceErrors.earlySteps, steps)
        return (stepCount < steps ? errorSum : earlySum) / Double(steps)
    }

    func save(to saved: inout SavedTrial) {
        saved.sums = [errorSum, earlySum, euclideanSum, lastError]
        (saved.spikes, saved.samples) = (spikes, trace)
    }

    /// Moves a fresh accumulator to a saved state.
    ///
    /// - Returns: false if the state has another shape.
    mutating func restore(_ saved: SavedTrial, step: Int) -> Bool {
        let sampled = RenardSteps.through(steps).prefix { $0 <= step }
        guard saved.sums.count == 4, saved.spikes.count == spikes.count, saved.samples.map(\.step) == Array(sampled),
            saved.samples.allSatisfy({ $0.layerErrors.count == spikes.count })
        else { return false }
        (errorSum, earlySum, euclideanSum, lastError) = (saved.sums[0], saved.sums[1], saved.sums[2], saved.sums[3])
        (spikes, stepCount) = (saved.spikes, step)
        samples = saved.samples.flatMap { [$0.error, $0.runningMean] + $0.layerErrors }
        if step < steps { nextSample = RenardSteps.next(after: step, through: steps) }
        return true
    }

    /// The errors of the whole trial. Its last step must have been added.
    var errors: ConvergenceErrors {
        ConvergenceErrors(
            steps: steps,
            meanError: errorSum / Double(steps),
            earlyError: earlySum / Double(min(ConvergenceErrors.earlySteps, steps)),
            finalError: lastError,
            meanEuclideanError: euclideanSum / Double(steps),
            spikes: spikes,
            trace: trace)
    }
}
