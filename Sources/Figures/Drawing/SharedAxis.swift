/// Panels of a figure that share one x axis, that of the lowest.
extension Figure {
    /// Whether each panel's x axis is that of the panel below it.
    var sharesX: [Bool] {
        panels.indices.map { index in
            panels[index].sharesXBelow && index + 1 < panels.count
                && panels[index].x.scale == panels[index + 1].x.scale
        }
    }

    /// The ends of each panel's x axis: those that share one reach as far as the widest of them. Nil where nothing can
    /// be drawn.
    var xLimits: [ClosedRange<Double>?] {
        var limits = panels.map { $0.limits?.x }
        var first = 0
        for (last, isShared) in sharesX.enumerated() where !isShared {
            let ends = limits[first...last].compactMap { $0 }
            if let low = ends.map(\.lowerBound).min(), let high = ends.map(\.upperBound).max() {
                for index in first...last where limits[index] != nil { limits[index] = low...high }
            }
            first = last + 1
        }
        return limits
    }
}
