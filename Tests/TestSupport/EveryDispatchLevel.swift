import CSpikeKernels
import Foundation

/// The kernels' dispatch levels that this processor can run: baseline, and on x86-64 up to two more.
public enum DispatchLevels {
    public static let supported = (0..<Int32(SPIKE_LEVELS)).filter(spike_kernels_supports_level)

    /// The level belongs to the process, so only one test at a time may hold it.
    private static let holding = NSRecursiveLock()

    /// Calls `body` with the kernels forced to each level in turn, and then restores the automatic level.
    public static func withEach(_ body: (_ name: String) throws -> Void) rethrows {
        holding.lock()
        defer {
            _ = spike_kernels_force_level(Int32(SPIKE_LEVEL_AUTOMATIC))
            holding.unlock()
        }
        for level in supported {
            precondition(spike_kernels_force_level(level), "a supported level can be forced")
            precondition(spike_kernels_level() == level, "nobody else forces levels")
            try body(String(cString: spike_kernels_level_name(level)))
        }
    }

    /// Calls `body` while no other test changes the level.
    public static func whileHeld(_ body: () throws -> Void) rethrows {
        try holding.withLock { try body() }
    }
}
