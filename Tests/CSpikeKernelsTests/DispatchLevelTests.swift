import CSpikeKernels
import TestSupport
import Testing

@Suite("Dispatch levels")
struct DispatchLevelTests {
    @Test("every processor has the baseline; levels have names of their own")
    func levels() {
        #expect(DispatchLevels.supported.first == Int32(SPIKE_LEVEL_BASELINE))
        let names = (0..<Int32(SPIKE_LEVELS)).map { String(cString: spike_kernels_level_name($0)) }
        #expect(names == ["baseline", "x86-64-v3", "x86-64-v4"])
        #expect(String(cString: spike_kernels_level_name(3)) == "unknown")
    }

    @Test("a level that the processor lacks, or that is none, is refused and changes nothing")
    func refusal() {
        DispatchLevels.whileHeld {
            let level = spike_kernels_level()
            let lacking = (0..<Int32(SPIKE_LEVELS)).filter { !DispatchLevels.supported.contains($0) }
            for none in lacking + [3, -2, .max] {
                #expect(!spike_kernels_supports_level(none))
                #expect(!spike_kernels_force_level(none))
                #expect(spike_kernels_level() == level)
            }
        }
    }

    @Test("the automatic level is the widest that the processor has")
    func automatic() {
        DispatchLevels.whileHeld {
            #expect(spike_kernels_force_level(Int32(SPIKE_LEVEL_BASELINE)))
            #expect(spike_kernels_level() == Int32(SPIKE_LEVEL_BASELINE))
            #expect(spike_kernels_force_level(Int32(SPIKE_LEVEL_AUTOMATIC)))
            #expect(spike_kernels_level() == DispatchLevels.supported.last)
        }
    }
}
