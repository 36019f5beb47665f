import CSpikeKernels
import SpikingDynamics

/// What one thread needs to let samples settle: a few at a time, so that the drive they get from the input is formed
/// while a block of weights is at hand.
final class SampleWorker {
    /// Samples whose drive is formed together; 24 rows of 512 numbers each fill half of a level-2 cache of a MiB.
    static let chunk = 8

    let layers: SettlingLayers
    private let network: TrainableNetwork
    private let dynamics: SteppedDynamics
    private let drive: RealBuffer
    private let noDrive: RealBuffer
    private let nudge: RealBuffer
    private let scratch: UnsafeMutableRawPointer
    private let rowWidth: Int
    /// Rows of drive a sample.
    private let rows: Int

    /// - Parameter steps: of an update.
    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics, steps: Int) {
        self.network = network
        self.dynamics = dynamics
        layers = SettlingLayers(network, dynamics)
        let precision = network.precision
        let width = precision.padded(network.layerSizes[1])
        rows = dynamics.isBinary ? steps : 1
        rowWidth = width * precision.width
        drive = RealBuffer(precision, count: Self.chunk * rows * width)
        noDrive = RealBuffer(precision, count: width)
        nudge = RealBuffer(precision, count: precision.padded(network.layerSizes[network.layerSizes.count - 1]))
        let groups = SampleInput.mostGroups(pixels: network.layerSizes[0])
        scratch = .allocate(byteCount: spike_group_drive_bytes(groups, Self.chunk, rows), alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    /// Forms the drives of up to ``chunk`` inputs for steps 1...`steps`.
    func formDrives(_ inputs: ArraySlice<SampleInput>, steps: Int) {
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
            call.drive = drive.start
            call.workspace = scratch
            network.precision.kernels.drive(&call)
        }
        rowsFormed = dynamics.isBinary ? steps : 1
    }

    private var rowsFormed = 1

    /// Step `t` of the sample at place `place` of the drives that were formed.
    ///
    /// - Parameter nudge: where given, 2 beta and the target's unit: the output is pulled towards it.
    func step(
        _ t: Int, place: Int, nudge pull: (strength: Double, target: Int)? = nil, noise: QuantizationNoise,
        changes: UnsafeMutablePointer<Double>? = nil
    ) {
        let row: UnsafeRawPointer
        if dynamics.isBinary {
            row = UnsafeRawPointer(drive.start + (place * rowsFormed + t - 1) * rowWidth)
        } else {
            // The input is 0 until step 1 sets it.
            row = UnsafeRawPointer(t == 1 ? noDrive.start : drive.start + place * rowWidth)
        }
        guard let pull else {
            layers.step(t, drive: row, noise: noise, changes: changes)
            return
        }
        let output = network.layerSizes.count - 1
        for unit in 0..<network.layerSizes[output] {
            nudge[unit] = pull.strength * ((unit == pull.target ? 1 : 0) - layers.state(output, unit))
        }
        layers.step(t, drive: row, nudge: UnsafeRawPointer(nudge.start), noise: noise, changes: changes)
    }
}
