/// Finds panels of a figure that share the x axis of the lowest of them.
extension Figure {
    /// Whether each panel's x axis is that of the panel below it.
    var sharesX: [Bool] {
        panels.indices.map { index in
            panels[index].sharesXBelow && index + 1 < panels.count
                && panels[index].x.scale == panels[index + 1].x.scale
        }
    }

    /// The ends of each panel's x axis. Panels that share an axis have the same ends, which include the values of all
    /// of them. Nil for a panel in which nothing can be drawn.
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
