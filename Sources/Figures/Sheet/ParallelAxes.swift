/// Parallel coordinates: vertical axes side by side, and lines from each axis to the next.
public struct ParallelAxes: Sendable, Equatable {
    /// Lines of the same look. Later ones lie over earlier ones.
    public struct Lines: Sendable, Equatable {
        public enum Weight: Sendable, Equatable {
            /// Thin and translucent, so that many lines together look darker.
            case hair
            /// Strong enough to be seen one by one.
            case thin
            case line
        }

        /// `[line][axis]`. A value that its axis does not admit makes a gap in the line.
        public var values: [[Double]]
        public var ink: Ink
        public var weight: Weight

        public init(_ values: [[Double]], _ ink: Ink, _ weight: Weight) {
            self.values = values
            self.ink = ink
            self.weight = weight
        }
    }

    public var axes: [Axis]
    public var lines: [Lines]
    /// The height of the axes, in the picture's units; at least 40.
    public var height: Double

    public init(_ axes: [Axis], lines: [Lines], height: Double = 230) {
        self.axes = axes
        self.lines = lines
        self.height = height
    }
}
