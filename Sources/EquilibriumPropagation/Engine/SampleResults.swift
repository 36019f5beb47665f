/// The results of measuring, for each image. Threads write the results of different images; the sums are made
/// afterwards, in a fixed order.
final class SampleResults: @unchecked Sendable {
    let count: Int
    let layers: Int
    /// [image]: whether the prediction is wrong; the squared distance of the output from the target.
    private let wrong: UnsafeMutableBufferPointer<Bool>
    private let losses: UnsafeMutableBufferPointer<Double>
    /// [image][layer]: the spikes of all steps; the sum over units of |s' - s| at the last step.
    private let spikeCounts: UnsafeMutableBufferPointer<Int>
    private let stateChanges: UnsafeMutableBufferPointer<Double>

    init(count: Int, layers: Int) {
        self.count = count
        self.layers = layers
        wrong = .allocate(capacity: count)
        losses = .allocate(capacity: count)
        spikeCounts = .allocate(capacity: count * layers)
        stateChanges = .allocate(capacity: count * layers)
        wrong.initialize(repeating: false)
        losses.initialize(repeating: 0)
        spikeCounts.initialize(repeating: 0)
        stateChanges.initialize(repeating: 0)
    }

    deinit {
        wrong.deallocate()
        losses.deallocate()
        spikeCounts.deallocate()
        stateChanges.deallocate()
    }

    /// [layer]: the image's spikes, for the caller to add to.
    func spikes(_ image: Int) -> UnsafeMutablePointer<Int> {
        spikeCounts.baseAddress.unsafelyUnwrapped + image * layers
    }

    /// [layer]: the image's changes, for the caller to write.
    func changes(_ image: Int) -> UnsafeMutablePointer<Double> {
        stateChanges.baseAddress.unsafelyUnwrapped + image * layers
    }

    /// Takes the output of an image. The prediction is the unit with the largest state; of equal units, the first one.
    func take(output: [Double], label: Int, of image: Int) {
        var prediction = 0
        var loss = 0.0
        for (unit, state) in output.enumerated() {
            if state > output[prediction] { prediction = unit }
            let distance = (unit == label ? 1 : 0) - state
            loss += distance * distance
        }
        wrong[image] = prediction != label
        losses[image] = loss
    }

    var errors: Int { wrong.count { $0 } }
    var loss: Double { losses.reduce(0, +) }

    func spikes(layer: Int) -> Int { (0..<count).reduce(0) { $0 + spikeCounts[$1 * layers + layer] } }
    func change(layer: Int) -> Double { (0..<count).reduce(0) { $0 + stateChanges[$1 * layers + layer] } }
}
