import CSpikeKernels
import TestSupport
import Testing

@Suite("Numbers that are none", .serialized)
struct NotANumberTests {
    @Test("NaN passes through the clip into state and error, does not fire, and stays in its column")
    func throughTheClip() {
        for quantizer in KernelsAgainstScalarTests.quantizers {
            check(Double.self, quantizer)
            check(Float.self, quantizer)
        }
    }

    @Test("infinite drives are clipped")
    func infinities() {
        DispatchLevels.withEach { level in
            let step = OneStep<Double>(SPIKE_SIGMA_DELTA, drives: [.infinity, -.infinity, 0.25])
            #expect(step.states == [1, 0, 0.25], "\(level)")
        }
    }

    private func check<Real: KernelReal>(_: Real.Type, _ quantizer: spike_quantizer) {
        DispatchLevels.withEach { level in
            for columns in [1, 2, 3, 9] {
                let drives = (0..<columns).map { Real($0) / 8 }
                let clean = OneStep(quantizer, drives: drives)
                for place in 0..<columns {
                    var spoilt = drives
                    spoilt[place] = .nan
                    let step = OneStep(quantizer, drives: spoilt)
                    let comment: Comment = "\(level), \(Real.self), column \(place) of \(columns)"
                    #expect(step.states[place].isNaN, comment)
                    #expect(step.decoded[place].isNaN, comment)
                    #expect(step.absoluteErrors[place].isNaN && step.squaredErrors[place].isNaN, comment)
                    #expect(step.spikes[place] == 0, comment)
                    for other in 0..<columns where other != place {
                        #expect(step.states[other] == clean.states[other], comment)
                        #expect(step.absoluteErrors[other] == clean.absoluteErrors[other], comment)
                        #expect(step.spikes[other] == clean.spikes[other], comment)
                    }
                }
            }
        }
    }
}

/// One step, with epsilon and lambda 1, of a layer of one unit at rest whose drives are given.
private struct OneStep<Real: KernelReal> {
    let states, decoded, absoluteErrors, squaredErrors: [Real]
    let spikes: [UInt64]

    init(_ quantizer: spike_quantizer, drives: [Real]) {
        let columns = drives.count
        let panels = { KernelMemory<Real>(columns * Real.panelUnits) }
        let (drive, v, s, phi, phi2) = (panels(), panels(), panels(), panels(), panels())
        let unit = KernelMemory<Real>(Real.panelUnits)
        for (column, number) in drives.enumerated() { drive.pointer[column * Real.panelUnits] = number }
        let ones = KernelMemory([Real](repeating: 1, count: columns))
        let (absolute, squared) = (KernelMemory<Real>(columns), KernelMemory<Real>(columns))
        let (signals, counts) = (KernelMemory<UInt32>(columns), KernelMemory<UInt64>(columns))
        let trials = KernelMemory<UInt32>(columns)
        let workspace = KernelMemory<UInt8>(spike_workspace_bytes(columns))
        var call = Real.LayerStep()
        call.units = 1
        call.columns = columns
        call.stride = columns
        call.quantizer = quantizer
        call.layer = 1
        call.step = 1
        call.drive = drive.reading
        call.driveStride = columns
        call.bias = unit.reading
        call.fixedPoint = unit.reading
        call.inputCount = 1
        call.epsilon = ones.reading
        call.lambda = ones.reading
        call.v = v.pointer
        call.s = s.pointer
        call.phi = phi.pointer
        call.phi2 = phi2.pointer
        call.signals = signals.pointer
        call.absoluteError = absolute.pointer
        call.squaredError = squared.pointer
        call.spikes = counts.pointer
        call.noise = spike_noise(key: 1, trials: trials.reading)
        call.workspace = UnsafeMutableRawPointer(workspace.pointer)
        withExtendedLifetime((drive, unit, ones, trials)) { Real.advance(&call) }
        states = (0..<columns).map { s.pointer[$0 * Real.panelUnits] }
        decoded = (0..<columns).map { v.pointer[$0 * Real.panelUnits] }
        absoluteErrors = (0..<columns).map { absolute.pointer[$0] }
        squaredErrors = (0..<columns).map { squared.pointer[$0] }
        spikes = (0..<columns).map { counts.pointer[$0] }
    }
}
