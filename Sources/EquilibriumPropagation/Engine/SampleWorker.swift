import CSpikeKernels
import SpikingDynamics

/// The memory in which one thread lets samples settle. It takes a few samples at a time, so that their input drives are
/// computed together while a block of weights is in the cache.
final class SampleWorker {
    /// The number of samples whose drives are computed together: half a minibatch. Each has 24 rows of 512 numbers, and
    /// together they fill half of a level-2 cache of 1 MiB.
    static let chunk = 10

    let layers: SettlingLayers
    /// The nudged branch of a sample, which starts from the state of `layers`.
    let nudged: SettlingLayers
    private let network: TrainableNetwork
    private let dynamics: SteppedDynamics
    /// [level]: the state of a pixel of this level.
    private let stateOfLevel: RealBuffer
    private let drives: RealBuffer
    private let scratch: UnsafeMutableRawPointer
    private let rowWidth: Int

    /// - Parameter stateOfLevel: [level]: the state of a pixel of this level.
    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics, stateOfLevel: RealBuffer) {
        self.network = network
        self.dynamics = dynamics
        self.stateOfLevel = stateOfLevel
        layers = SettlingLayers(network, dynamics)
        nudged = SettlingLayers(network, dynamics)
        let precision = network.precision
        let width = precision.padded(network.layerSizes[1])
        rowWidth = width * precision.width
        drives = RealBuffer(precision, count: Self.chunk * (dynamics.isBinary ? dynamics.steps : 1) * width)
        scratch = .allocate(byteCount: spike_input_drive_bytes(network.layerSizes[0]), alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    /// Computes the drives of up to ``chunk`` inputs for steps 1...`steps`. The next call overwrites them.
    ///
    /// - Returns: the drive of each sample, as `spike_settling` has it.
    func formDrives(_ inputs: ArraySlice<SampleInput>, steps: Int) -> (_ sample: Int) -> UnsafeRawPointer {
        let images = inputs.map(\.image)
        let terms = dynamics.isBinary ? inputs.map(\.terms) : []
        images.withUnsafeBufferPointer { images in
            terms.withUnsafeBufferPointer { terms in
                var call = spike_input_drive()
                call.sources = network.layerSizes[0]
                call.targets = network.layerSizes[1]
                call.weights = UnsafeRawPointer(network.upward[0].numbers.start)
                call.samples = images.count
                call.images = images.baseAddress
                call.terms = dynamics.isBinary ? terms.baseAddress : nil
                call.hasThresholds = dynamics.input?.kernelCode.thresholds != nil
                call.states = UnsafeRawPointer(stateOfLevel.start)
                call.steps = dynamics.isBinary ? steps : 1
                call.drive = drives.start
                call.workspace = scratch
                network.precision.kernels.drive(&call)
            }
        }
        let bytes = rowWidth * (dynamics.isBinary ? steps : 1)
        return { [drives] in UnsafeRawPointer(drives.start + $0 * bytes) }
    }
}
