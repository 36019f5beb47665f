import Foundation

/// The number of evaluating threads: at most the number of cores, because more threads would only slow each other down.
public struct ThreadCount: Sendable, Hashable {
    public let value: Int
    /// The requested number where it exceeds the number of cores.
    public let reducedFrom: Int?

    /// - Parameter requested: nil for all cores.
    /// - Throws: ``ThreadCountError`` where fewer than 1 is requested.
    public init(_ requested: Int? = nil, cores: Int = ProcessInfo.processInfo.activeProcessorCount) throws {
        guard let requested else {
            (value, reducedFrom) = (cores, nil)
            return
        }
        guard requested >= 1 else { throw ThreadCountError(requested: requested) }
        value = min(requested, cores)
        reducedFrom = requested > cores ? requested : nil
    }
}

public struct ThreadCountError: Error, Hashable, CustomStringConvertible {
    public let requested: Int

    public var description: String {
        "\(requested) threads cannot evaluate anything; give 1 or more, or leave it out to use every core"
    }
}
