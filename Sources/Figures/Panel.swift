/// One chart: two axes and what is drawn between them.
public struct Panel: Sendable, Equatable {
    public var x: Axis
    public var y: Axis
    public var marks: [Mark]
    /// Marked at the right edge, in no particular order.
    public var edgeMarks: [EdgeMark]
    /// Above the data, from top to bottom.
    public var rasters: [Raster] = []
    /// Below the data.
    public var guides: [Guide] = []
    /// Whether the x axis is that of the panel below, where there is one of the same scale: then that panel names it and
    /// its ticks, and both reach as far.
    public var sharesXBelow = false
    /// Of the area between the axes, in the picture's units; at least 40.
    public var height: Double

    public init(x: Axis, y: Axis, marks: [Mark], edgeMarks: [EdgeMark] = [], height: Double = 270) {
        self.x = x
        self.y = y
        self.marks = marks
        self.edgeMarks = edgeMarks
        self.height = height
    }

    /// The axes' ends, such that everything that can be drawn lies between them; nil if nothing can.
    var limits: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
        let points = marks.flatMap { $0.admitted(x: x.scale, y: y.scale) }
        guard let across = x.limits(of: points.map(\.x)), !points.isEmpty,
            let up = y.limits(of: points.map(\.y) + edgeMarks.map(\.y))
        else { return nil }
        return (across, up)
    }
}
