/// Divides trials by a parameter's values.
enum Cells {
    /// `[trial]`: the cell of each, counted from 0.
    ///
    /// A category is a cell, and so is a number where there are no more than `most` of them. Otherwise there are `most`
    /// cells that hold as many trials each as equal numbers, which stay together, allow. Depends on the order of the
    /// numbers alone.
    static func indices(of column: ParameterColumn, most: Int) -> [Int] {
        let numbers: [Double]
        switch column.values {
        case .categories(let indices, _): return indices
        case .numbers(let values): numbers = values
        }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        var groups: [Range<Int>] = []
        for place in order.indices {
            if let last = groups.last, numbers[order[place]] == numbers[order[last.lowerBound]] {
                groups[groups.count - 1] = last.lowerBound..<place + 1
            } else {
                groups.append(place..<place + 1)
            }
        }
        var cells = Array(repeating: 0, count: numbers.count)
        for (index, group) in groups.enumerated() {
            // The middle of equal numbers says where all of them belong.
            let cell = groups.count <= most ? index : (group.lowerBound + group.upperBound) * most / (2 * order.count)
            for place in group { cells[order[place]] = cell }
        }
        return cells
    }
}
