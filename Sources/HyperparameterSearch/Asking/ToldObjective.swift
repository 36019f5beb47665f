/// An objective whose values come from outside: a program asks for trials, evaluates them, and tells their values.
///
/// It gives schedulers the steps of a trial. A run that evaluates trials with it records each as failed.
public struct ToldObjective: Objective {
    /// Whether small or large values are better.
    public let direction: Direction
    /// The number of steps of a whole evaluation; 1 where trials are told without steps.
    public let steps: Int
    /// The name of the value that is minimized or maximized.
    public let measureName: String
    /// The names of the other values that may be told; nil for any.
    public let valueNames: [String]?
    /// Every step but the last, unless another objective of the study has others.
    public var milestones: [Int]
    /// The seed that a trial's evaluation takes; nil where the study gives none.
    public var seed: (@Sendable (_ number: Int) -> Int)?

    /// An objective with a value named `measureName`, and other values named `valueNames` (nil: any names).
    ///
    /// `steps` is the number of steps whose values may be told, at least 1.
    public init(_ direction: Direction, of measureName: String, steps: Int = 1, valueNames: [String]? = nil) {
        self.direction = direction
        self.measureName = measureName
        self.steps = steps
        milestones = Array(1..<max(1, steps))
        self.valueNames = valueNames
    }

    public var hasIntermediateValues: Bool { steps > 1 }

    public func begin(_ candidate: Candidate) -> Candidate { candidate }

    public func advance(_ batch: inout [Candidate], to step: Int, cancellation: Cancellation) -> Bool { true }

    /// A failure: only the program that asked for the trial can evaluate it.
    public func status(of progress: Candidate) -> TrialStatus {
        .ended(Evaluation(.failed(reason: "the values of this study are told from outside"), steps: 0))
    }
}
