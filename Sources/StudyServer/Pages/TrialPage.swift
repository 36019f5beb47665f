import HyperparameterSearch
import StudyReports

/// A page of a study's trials in some order: which one, and its rows.
struct TrialPage: Sendable, Equatable {
    enum Order: String, CaseIterable, Sendable {
        case newest, number, best, worst, finished

        var words: String {
            switch self {
            case .newest: "newest first"
            case .number: "by number"
            case .best: "best first"
            case .worst: "worst first"
            case .finished: "last finished first"
            }
        }
    }

    static let rows = 25

    var order = Order.newest
    /// Nil for all states.
    var state: TrialState?
    /// From 1.
    var number = 1

    init() {}

    /// - Parameter query: of the address. What it does not know is as if it were not there.
    init(_ query: [String: String]) {
        order = query["sort"].flatMap(Order.init) ?? .newest
        state = query["state"].flatMap(TrialState.init)
        number = query["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000_000) } ?? 1
    }

    /// The page as the end of an address.
    var query: String {
        var parts: [String] = []
        if order != .newest { parts.append("sort=\(order.rawValue)") }
        if let state { parts.append("state=\(state.rawValue)") }
        if number > 1 { parts.append("page=\(number)") }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    func sorted(_ order: Order) -> TrialPage {
        var page = self
        (page.order, page.number) = (order, 1)
        return page
    }

    func of(_ state: TrialState?) -> TrialPage {
        var page = self
        (page.state, page.number) = (state, 1)
        return page
    }

    func turned(to number: Int) -> TrialPage {
        var page = self
        page.number = number
        return page
    }

    // MARK: Rows

    /// The number of trials on all pages.
    func total(_ counts: TrialCounts) -> Int {
        state.map { counts[$0] } ?? counts.byState.values.reduce(0, +)
    }

    /// Reads the trials of the page. The store orders them; the orders that it does not have are read from its end.
    ///
    /// - Throws: the errors of the reader.
    func trials(of study: StoredStudy, _ counts: TrialCounts) throws -> [Trial] {
        let total = total(counts)
        let first = (number - 1) * Self.rows
        let count = min(Self.rows, total - first)
        guard count > 0 else { return [] }
        switch order {
        case .number: return try trials(of: study, counts, by: .number, first, count)
        case .finished: return try trials(of: study, counts, by: .finished, first, count)
        case .best: return try trials(of: study, counts, by: .value, first, count)
        case .newest: return try trials(of: study, counts, by: .number, total - first - count, count).reversed()
        case .worst: return try trials(of: study, counts, by: .value, total - first - count, count).reversed()
        }
    }

    private func trials(
        of study: StoredStudy, _ counts: TrialCounts, by order: TrialQuery.Order, _ offset: Int, _ count: Int
    ) throws -> [Trial] {
        let states = state.map { Set([$0]) }
        guard order == .value, state == nil else {
            return try study.trials(
                matching: TrialQuery(states: states, order: order, limit: count, offset: offset))
        }
        // Only complete trials have a value, in whose order stores keep them. The others follow by number.
        let complete = counts[.complete]
        let valued = max(0, min(count, complete - offset))
        let first =
            valued == 0
            ? []
            : try study.trials(
                matching: TrialQuery(states: [.complete], order: .value, limit: valued, offset: offset))
        guard valued < count else { return first }
        let others = Set(TrialState.allCases).subtracting([.complete])
        return first
            + (try study.trials(
                matching: TrialQuery(
                    states: others, order: .number, limit: count - valued, offset: max(0, offset - complete))))
    }
}
