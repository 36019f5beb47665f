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
    private let drives: RealBuffer
    private let noDrive: RealBuffer
    private let nudge: RealBuffer
    private let scratch: UnsafeMutableRawPointer
    private let rowWidth: Int
    /// The rows of drive of a sample.
    private let rows: Int

    /// - Parameter steps: the number of steps in an update.
    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics, steps: Int) {
        self.network = network
        self.dynamics = dynamics
        layers = SettlingLayers(network, dynamics)
        nudged = SettlingLayers(network, dynamics)
        let precision = network.precision
        let width = precision.padded(network.layerSizes[1])
        rows = dynamics.isBinary ? steps : 1
        rowWidth = width * precision.width
        drives = RealBuffer(precision, count: Self.chunk * rows * width)
        noDrive = RealBuffer(precision, count: width)
        nudge = RealBuffer(precision, count: precision.padded(network.layerSizes[network.layerSizes.count - 1]))
        let groups = SampleInput.mostGroups(pixels: network.layerSizes[0])
        scratch = .allocate(byteCount: spike_group_drive_bytes(groups, Self.chunk, rows), alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    /// Computes the drives of up to ``chunk`` inputs for steps 1...`steps`. The next call overwrites them.
    func formDrives(_ inputs: ArraySlice<SampleInput>, steps: Int) -> InputDrives {
        let groups = inputs.map { dynamics.isBinary ? $0.trainGroups : $0.stateGroups }
        groups.withUnsafeBufferPointer { groups in
            var call = spike_group_drive()
            call.sources = network.layerSizes[0]
            call.targets = network.layerSizes[1]
            call.weights = UnsafeRawPointer(network.upward[0].numbers.start)
            call.samples = groups.count
            call.groups = groups.baseAddress
            call.words = dynamics.input?.words ?? 0
            call.steps = dynamics.isBinary ? steps : 1
            call.drive = drives.start
            call.workspace = scratch
            network.precision.kernels.drive(&call)
        }
        return InputDrives(
            first: UnsafeRawPointer(drives.start), none: UnsafeRawPointer(noDrive.start), rowWidth: rowWidth,
            steps: dynamics.isBinary ? steps : nil)
    }

    /// Makes step `t` of the nudged branch: the output is pulled towards 1 at unit `target`, and towards 0 elsewhere.
    ///
    /// - Parameter strength: 2 beta.
    func stepNudged(_ t: Int, drive: UnsafeRawPointer, strength: Double, target: Int, noise: QuantizationNoise) {
        let output = network.layerSizes.count - 1
        for unit in 0..<network.layerSizes[output] {
            nudge[unit] = strength * ((unit == target ? 1 : 0) - nudged.state(output, unit))
        }
        nudged.step(t, drive: drive, nudge: UnsafeRawPointer(nudge.start), noise: noise)
    }
}

/// The drive that the inputs of some samples give to the layer above, at every step.
struct InputDrives {
    /// [sample][step][N] for a binary network. [sample][N] for a continuous one, whose input sends the same at every
    /// step.
    let first: UnsafeRawPointer
    /// [N] zeros.
    let none: UnsafeRawPointer
    /// The bytes of a row.
    let rowWidth: Int
    /// The steps of a sample; nil for a continuous network.
    let steps: Int?

    /// [N]: the drive of one sample at step `t`.
    func callAsFunction(_ sample: Int, at t: Int) -> UnsafeRawPointer {
        if let steps { return first + (sample * steps + t - 1) * rowWidth }
        // The input is 0 until step 1 sets it.
        return t == 1 ? none : first + sample * rowWidth
    }
}
