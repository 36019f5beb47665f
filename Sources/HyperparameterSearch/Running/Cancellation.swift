import Synchronization

/// Asks work to stop at the next safe point. Once cancelled, for ever cancelled.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let parent: Cancellation?

    /// - Parameter parent: cancels this one too.
    public init(parent: Cancellation? = nil) {
        self.parent = parent
    }

    public func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    public var isCancelled: Bool {
        flag.load(ordering: .relaxed) || parent?.isCancelled ?? false
    }
}
