import Foundation

/// The number of evaluating threads.
///
/// Threads that compute are at most as many as the cores, because more would only slow each other down. Threads that
/// wait, for other programs to compute, may be more.
public struct ThreadCount: Sendable, Hashable {
    /// The number of threads, at least 1.
    public let value: Int
    /// The requested number where it exceeds the number of cores.
    public let reducedFrom: Int?
    /// Whether the threads wait for other programs, so that each needs to be a thread of its own.
    public let areWaiting: Bool

    /// - Parameters:
    ///   - requested: nil for all cores.
    ///   - cores: the number of processors.
    /// - Throws: ``ThreadCountError`` where fewer than 1 is requested.
    public init(_ requested: Int? = nil, cores: Int = ProcessInfo.processInfo.activeProcessorCount) throws {
        areWaiting = false
        guard let requested else {
            (value, reducedFrom) = (cores, nil)
            return
        }
        guard requested >= 1 else { throw ThreadCountError(requested: requested) }
        value = min(requested, cores)
        reducedFrom = requested > cores ? requested : nil
    }

    /// Threads that wait for other programs. Each has a stack of its own, so a few hundred are no burden.
    ///
    /// - Throws: ``ThreadCountError`` where fewer than 1 or more than 10,000 are requested.
    public init(waiting count: Int) throws {
        guard (1...10_000).contains(count) else { throw ThreadCountError(requested: count) }
        (value, reducedFrom, areWaiting) = (count, nil, true)
    }

    /// As many threads, which wait for other programs.
    public var waiting: ThreadCount { ThreadCount(value: value, reducedFrom: reducedFrom, areWaiting: true) }

    private init(value: Int, reducedFrom: Int?, areWaiting: Bool) {
        (self.value, self.reducedFrom, self.areWaiting) = (value, reducedFrom, areWaiting)
    }
}

/// The error of a number of threads that cannot be started.
public struct ThreadCountError: Error, Hashable, CustomStringConvertible {
    /// The requested number.
    public let requested: Int

    public var description: String {
        requested < 1
            ? "\(requested) threads cannot evaluate anything; give 1 or more, or leave it out to use every core"
            : "\(requested) threads are more than one process can have; give at most 10000"
    }
}
