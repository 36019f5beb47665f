import Synchronization

/// A flag that asks work to stop at the next safe point. It cannot be reset.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let parent: Cancellation?

    /// - Parameter parent: its cancellation cancels this one too.
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
