import Synchronization

/// A flag that asks work to stop at the next safe point. It cannot be reset.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let parent: Cancellation?

    /// - Parameter parent: its cancellation cancels this one too.
    public init(parent: Cancellation? = nil) {
        self.parent = parent
    }

    /// Asks the work to stop. May be called from any thread, and more than once.
    public func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    /// Whether this flag, or its parent, was cancelled.
    public var isCancelled: Bool {
        flag.load(ordering: .relaxed) || parent?.isCancelled ?? false
    }
}
