extension YAMLValue {
    /// Reads an axis: a range `{from, to}` (with `log: true`, in a grid with `count`), a list of numbers, or one
    /// number.
    ///
    /// - Parameter isGrid: whether a range needs a count; outside a grid a count is an error.
    public func axis(isGrid: Bool) throws(StudyFileError) -> Axis {
        if isSequence {
            var numbers: [Double] = []
            for number in try list("numbers") { numbers.append(try number.number()) }
            guard !numbers.isEmpty else {
                throw error(rule: "the list is empty", remedy: "list at least one value")
            }
            guard Set(numbers).count == numbers.count else {
                throw error(rule: "a value stands twice", remedy: "list each value once")
            }
            return .list(numbers)
        }
        guard isMapping else { return .fixed(try number()) }
        let range = try mapping("a range")
        try range.allow(only: Axis.rangeKeys)
        let (low, high) = (try range.required("from").number(), try range.required("to").number())
        guard low < high else {
            throw error(
                rule: "the range is \(low == high ? "empty" : "inverted")",
                remedy: "'from' must be below 'to' (for one value, write it alone)")
        }
        guard (high - low).isFinite else {
            throw error(rule: "the range is infinitely wide", remedy: "give finite ends")
        }
        let isLog = try range["log"]?.boolean() ?? false
        guard !isLog || low > 0 else {
            throw error(rule: "a log scale cannot reach 0", remedy: "begin above 0, or remove 'log: true'")
        }
        if let count = range["count"], !isGrid {
            throw count.error(rule: "only a grid counts the values of a range", remedy: "remove 'count'")
        }
        let count = try range["count"]?.integer(in: Axis.counts)
        guard count != nil || !isGrid else {
            throw error(
                rule: "a grid needs to know how many values of the range to take",
                remedy: "add 'count: 5', or list them")
        }
        return .range(low...high, scale: isLog ? .log : .linear, count: count)
    }
}
