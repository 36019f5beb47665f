import HyperparameterSearch

/// What is done before the first trial, and how far it is.
public struct SetUpProgress: Sendable, Hashable {
    /// Such as `settling fixed points`.
    public let phase: String
    /// How many of `count` are done.
    public let done: Int
    /// 1 for a phase that is not counted.
    public let count: Int
    /// The step of the only one in work, where it has steps.
    public let step: Int?
    public let steps: Int

    public init(_ phase: String, done: Int = 0, of count: Int = 1, step: Int? = nil, steps: Int = 0) {
        self.phase = phase
        self.done = done
        self.count = count
        self.step = step
        self.steps = steps
    }
}

/// Hears of an objective's set-up, and may stop it. A program offers one among its ``StudyResources``.
public struct SetUpWatch: Sendable {
    /// Asks the set-up to stop; it then throws ``SetUpStopped``.
    public let cancellation: Cancellation
    /// Takes the progress; called on any thread, also on several at once.
    public let tell: @Sendable (SetUpProgress) -> Void

    public init(
        cancellation: Cancellation = Cancellation(), tell: @escaping @Sendable (SetUpProgress) -> Void = { _ in }
    ) {
        self.cancellation = cancellation
        self.tell = tell
    }
}

/// The set-up of an objective was stopped by its ``SetUpWatch``.
public struct SetUpStopped: Error, Sendable, Hashable, CustomStringConvertible {
    public init() {}

    public var description: String { "the set-up was stopped; the same command starts it again" }
}

extension StudyResources {
    /// The watch that the program offers, or one that hears nothing.
    public var watch: SetUpWatch { (try? resource(SetUpWatch.self)) ?? SetUpWatch() }
}
