/// Parallel coordinates: vertical axes side by side, and lines from each axis to the next.
public struct ParallelAxes: Sendable, Equatable {
    /// Lines of the same look. Later ones lie over earlier ones.
    public struct Lines: Sendable, Equatable {
        /// The strength of a line.
        public enum Weight: Sendable, Equatable {
            /// Thin and translucent, so that many lines together look darker.
            case hair
            /// Strong enough to be seen one by one.
            case thin
            /// As strong as the lines of other charts.
            case line
        }

        /// `[line][axis]`. A value that its axis does not admit makes a gap in the line.
        public var values: [[Double]]
        /// The colour of the lines.
        public var ink: Ink
        /// The strength of the lines.
        public var weight: Weight

        /// Lines through `values`, `[line][axis]`.
        public init(_ values: [[Double]], _ ink: Ink, _ weight: Weight) {
            self.values = values
            self.ink = ink
            self.weight = weight
        }
    }

    /// From left to right.
    public var axes: [Axis]
    /// The groups of lines. Later ones lie over earlier ones.
    public var lines: [Lines]
    /// The height of the axes, in the picture's units; at least 40.
    public var height: Double

    /// Axes from left to right, and the lines between them.
    public init(_ axes: [Axis], lines: [Lines], height: Double = 230) {
        self.axes = axes
        self.lines = lines
        self.height = height
    }
}
