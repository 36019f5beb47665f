import HyperparameterSearch

/// The settings of a study whose values are told: a program asks for trials, evaluates them, and tells their values.
public struct ToldSettings: Sendable, Hashable {
    public var direction: Direction
    /// The name of the value that is minimized or maximized.
    public var measureName: String
    /// The number of steps of a whole evaluation; nil where trials are not compared on the way.
    public var steps: Int?
    /// The names of the other values that may be told; nil for any.
    public var otherValues: [String]?

    /// The largest accepted number of steps.
    public static let mostSteps = 100_000

    public init(_ direction: Direction, of measureName: String, steps: Int? = nil, otherValues: [String]? = nil) {
        self.direction = direction
        self.measureName = measureName
        self.steps = steps
        self.otherValues = otherValues
    }
}

/// The error of a run of a study whose values are told.
public struct ToldStudyError: Error, Sendable, Hashable, CustomStringConvertible {
    public init() {}

    public var description: String {
        "the values of this study are told by a program outside, so its trials cannot be evaluated here; ask for "
            + "trials, and tell their values"
    }
}
