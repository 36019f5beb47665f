/// One chart: two axes and the marks between them.
public struct Panel: Sendable, Equatable {
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// The marks between the axes. Later ones lie over earlier ones.
    public var marks: [Mark]
    /// The marks at the right edge, in any order.
    public var edgeMarks: [EdgeMark]
    /// The rasters above the data, from top to bottom.
    public var rasters: [Raster] = []
    /// The guides, which lie below the data.
    public var guides: [Guide] = []
    /// Whether the panel shares the x axis of the panel below, if that one exists and has the same scale. Then both
    /// axes have the same ends, and only the panel below has the name of the axis and the labels of the ticks.
    public var sharesXBelow = false
    /// The height of the area between the axes, in the picture's units; at least 40.
    public var height: Double

    /// A chart with these axes and marks.
    ///
    /// `height` is that of the area between the axes, in the picture's units.
    public init(x: Axis, y: Axis, marks: [Mark], edgeMarks: [EdgeMark] = [], height: Double = 270) {
        self.x = x
        self.y = y
        self.marks = marks
        self.edgeMarks = edgeMarks
        self.height = height
    }

    /// The ends of the axes. Everything that can be drawn lies between them. Nil if nothing can be drawn.
    var limits: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
        let points = marks.flatMap { $0.admitted(x: x.scale, y: y.scale) }
        guard let across = x.limits(of: points.map(\.x)), !points.isEmpty,
            let up = y.limits(of: points.map(\.y) + edgeMarks.map(\.y))
        else { return nil }
        return (across, up)
    }
}
