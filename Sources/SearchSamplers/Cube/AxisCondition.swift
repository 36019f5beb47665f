import HyperparameterSearch

/// What an axis of a ``UnitCube`` needs to be in a trial: another axis whose place is in one of certain cells.
struct AxisCondition: Sendable, Hashable {
    /// The index of the other axis.
    let axis: Int
    let cells: Set<Int>

    /// `[axis]`: the conditions of each axis, those of the parameters that it depends on included. A parameter with one
    /// value is no axis; its own conditions still count.
    static func all(of axes: [CubeAxis], in space: SearchSpace) -> [[AxisCondition]] {
        let indices = Dictionary(axes.enumerated().map { ($1.parameter.name, $0) }) { first, _ in first }
        let parameters = Dictionary(space.parameters.map { ($0.name, $0) }) { first, _ in first }
        return axes.map { axis in
            var found: [AxisCondition] = []
            var parameter: Parameter? = axis.parameter
            while let condition = parameter?.condition {
                if let index = indices[condition.parent] {
                    let places = condition.values.compactMap(axes[index].coordinate)
                    found.append(AxisCondition(axis: index, cells: Set(places.map(axes[index].cell))))
                }
                parameter = parameters[condition.parent]
            }
            return found.reversed()
        }
    }
}
