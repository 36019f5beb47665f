import CSpikeKernels
import TestSupport
import Testing

@Suite("Numbers that are none", .serialized)
struct NotANumberTests {
    @Test("NaN passes through the clip into state and error, does not fire, and stays in its column")
    func throughTheClip() {
        for quantizer in KernelsAgainstScalarTests.quantizers {
            check(quantizer)
        }
    }

    @Test("infinite drives are clipped")
    func infinities() {
        DispatchLevels.withEach { level in
            let step = OneStep(SPIKE_SIGMA_DELTA, drives: [.infinity, -.infinity, 0.25])
            #expect(step.states == [1, 0, 0.25], "\(level)")
        }
    }

    private func check(_ quantizer: spike_quantizer) {
        DispatchLevels.withEach { level in
            for columns in [1, 2, 3, 9] {
                let drives = (0..<columns).map { Double($0) / 8 }
                let clean = OneStep(quantizer, drives: drives)
                for place in 0..<columns {
                    var spoilt = drives
                    spoilt[place] = .nan
                    let step = OneStep(quantizer, drives: spoilt)
                    let comment: Comment = "\(level), column \(place) of \(columns)"
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
private struct OneStep {
    let states, decoded, absoluteErrors, squaredErrors: [Double]
    let spikes: [UInt64]

    init(_ quantizer: spike_quantizer, drives: [Double]) {
        let columns = drives.count
        let panels = { KernelMemory<Double>(columns * 16) }
        let (drive, v, s, phi, phi2) = (panels(), panels(), panels(), panels(), panels())
        let unit = KernelMemory<Double>(16)
        for (column, number) in drives.enumerated() { drive.pointer[column * 16] = number }
        let ones = KernelMemory([Double](repeating: 1, count: columns))
        let (absolute, squared) = (KernelMemory<Double>(columns), KernelMemory<Double>(columns))
        let (signals, counts) = (KernelMemory<UInt32>(columns), KernelMemory<UInt64>(columns))
        let trials = KernelMemory<UInt32>(columns)
        let rows = KernelMemory((0..<columns).map { UInt32($0) })
        var call = spike_layer_step()
        call.units = 1
        call.columns = columns
        call.quantizer = quantizer
        call.layer = 1
        call.step = 1
        call.lower = drive.reading
        call.lowerStride = 16
        call.lowerIndex = rows.reading
        call.bias = unit.reading
        call.fixedPoint = unit.reading
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
        withExtendedLifetime((drive, unit, ones, trials, rows)) { spike_advance_layer(&call) }
        states = (0..<columns).map { s.pointer[$0 * 16] }
        decoded = (0..<columns).map { v.pointer[$0 * 16] }
        absoluteErrors = (0..<columns).map { absolute.pointer[$0] }
        squaredErrors = (0..<columns).map { squared.pointer[$0] }
        spikes = (0..<columns).map { counts.pointer[$0] }
    }
}
