/// Parallel coordinates: upright axes side by side, and lines from each to the next.
public struct ParallelAxes: Sendable, Equatable {
    /// Lines of one look. Later ones lie over earlier ones.
    public struct Lines: Sendable, Equatable {
        public enum Weight: Sendable, Equatable {
            /// Thin and translucent: where many lie, it is darker.
            case hair
            /// Each to be seen by itself.
            case thin
            case line
        }

        /// `[line][axis]`; a value that its axis has no place for parts the line.
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
    /// Of the axes, in the picture's units; at least 40.
    public var height: Double

    public init(_ axes: [Axis], lines: [Lines], height: Double = 230) {
        self.axes = axes
        self.lines = lines
        self.height = height
    }
}
