import CSpikeKernels
import SpikingDynamics

/// The input of one sample in the kernels' form. It is reused: `load` replaces one image by the next.
final class SampleInput {
    /// The pixels that are not black.
    private(set) var image = spike_image()
    /// The pixels that fire, for the drive of a binary network.
    private(set) var runs = spike_input_runs()
    private let code: InputCode?

    /// - Parameters:
    ///   - pixels: the most pixels of an image.
    ///   - steps: the number of steps in an update.
    init(code: InputCode?, pixels: Int, steps: Int) {
        self.code = code
        guard code != nil else { return }
        runs.stride = pixels + 1
        runs.ends = .allocate(capacity: pixels)
        runs.counts = .allocate(capacity: steps)
        runs.bounds = .allocate(capacity: steps * runs.stride)
    }

    deinit {
        guard code != nil else { return }
        runs.ends.deallocate()
        runs.counts.deallocate()
        runs.bounds.deallocate()
    }

    /// - Parameters:
    ///   - steps: the number of steps, of at most an update's, whose bits are wanted.
    ///   - noise: the stochastic quantizer's draws.
    func load(_ image: spike_image, steps: Int, noise: QuantizationNoise) {
        self.image = image
        guard let code else { return }
        runs.steps = steps
        if let table = code.trains {
            spike_find_runs(&self.image, table, true, code.words, &runs)
        } else {
            var drawn: [UInt64] = []
            for place in 0..<image.count {
                drawn += code.drawnTrain(
                    level: Int(image.levels[place]), unit: Int(image.units[place]), noise: noise)
            }
            spike_find_runs(&self.image, drawn, false, code.words, &runs)
        }
    }

    /// The spikes of the input in the steps that are loaded.
    var spikes: Int {
        var total = 0
        for step in 0..<runs.steps {
            let bounds = runs.bounds + step * runs.stride
            for k in stride(from: 0, to: Int(runs.counts[step]), by: 2) {
                total += firstPlace(Int(bounds[k + 1])) - firstPlace(Int(bounds[k]))
            }
        }
        return total
    }

    /// The place in the image's order at which a group begins.
    private func firstPlace(_ group: Int) -> Int { group == 0 ? 0 : Int(runs.ends[group - 1]) }
}
