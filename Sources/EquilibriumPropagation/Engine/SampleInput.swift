import CSpikeKernels
import SpikingDynamics

/// The input of one sample in the kernels' form. It is reused: `load` replaces one image by the next.
final class SampleInput {
    /// The pixels that are not black.
    private(set) var image = spike_image()
    /// The sums of which the drive of a binary network consists.
    private(set) var terms = spike_input_terms()
    private let code: InputCode?

    /// - Parameter pixels: the most pixels of an image.
    init(code: InputCode?, pixels: Int) {
        self.code = code
        guard let code else { return }
        var kernelCode = code.kernelCode
        terms.groups = .allocate(capacity: pixels)
        terms.trains = .allocate(capacity: pixels)
        terms.list = .allocate(capacity: spike_most_terms(&kernelCode, pixels, code.steps))
        terms.ends = .allocate(capacity: code.steps)
    }

    deinit {
        guard code != nil else { return }
        terms.groups.deallocate()
        terms.trains.deallocate()
        terms.list.deallocate()
        terms.ends.deallocate()
    }

    /// - Parameters:
    ///   - steps: the number of steps whose bits are wanted, at most those of the code.
    ///   - noise: the stochastic quantizer's draws.
    func load(_ image: spike_image, steps: Int, noise: QuantizationNoise) {
        self.image = image
        guard let code else { return }
        terms.steps = steps
        var kernelCode = code.kernelCode
        guard code.spikeCounts == nil else {
            spike_find_terms(&self.image, &kernelCode, &terms)
            return
        }
        var drawn: [UInt64] = []
        for place in 0..<image.count {
            drawn += code.drawnTrain(level: Int(image.levels[place]), unit: Int(image.units[place]), noise: noise)
        }
        drawn.withUnsafeBufferPointer {
            kernelCode.trainCount = image.count
            kernelCode.bits = $0.baseAddress
            spike_find_terms(&self.image, &kernelCode, &terms)
        }
    }

    /// The spikes of the input in the steps that are loaded.
    var spikes: Int {
        guard let counts = code?.spikeCounts else { return spikesOfRuns }
        return counts.withUnsafeBufferPointer { counts in
            var total = 0
            for place in 0..<image.count {
                total += Int(counts[(terms.steps - 1) * 256 + Int(image.levels[place])])
            }
            return total
        }
    }

    /// The same under the stochastic quantizer, where each pixel is a group of its own.
    private var spikesOfRuns: Int {
        guard code != nil, terms.steps > 0 else { return 0 }
        return stride(from: 0, to: Int(terms.ends[terms.steps - 1]), by: 2).reduce(0) {
            $0 + Int(terms.list[$1 + 1]) - Int(terms.list[$1])
        }
    }
}
