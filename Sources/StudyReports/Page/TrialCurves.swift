import Foundation
import StudyFiles

/// The curves of as many trials as a page has room for.
public struct TrialCurves: Sendable {
    /// How the page's script draws the curves.
    enum Kind: String, Sendable, Encodable {
        /// error(t) against step t; for several networks also the lowest and the highest.
        case convergence
        /// The errors on the test and the training set against the epoch.
        case learning
    }

    let kind: Kind
    /// The largest total count of numbers in all curves.
    public static let room = 1_500_000
    /// The curves of this many best trials are always kept.
    public static let mostBest = 200

    /// `[grid]`: the steps or epochs of one or more curves.
    private(set) var grids: [[Double]] = []
    private var places: [[Double]: Int] = [:]
    /// `[curve]`: the trial's row in the table, the index of its grid, and the number of its series.
    private(set) var rows: [Int] = []
    private(set) var gridOf: [Int] = []
    private(set) var seriesOf: [Int] = []
    /// `[curve][series][grid step]`, flat.
    private(set) var values: [Float] = []
    /// A sentence that says which trials have a curve.
    public var note = ""

    public init(_ form: CurveForm) {
        kind =
            switch form {
            case .errors: .convergence
            case .learning: .learning
            }
    }

    public var isEmpty: Bool { rows.isEmpty }
    public var count: Int { rows.count }

    /// - Parameter row: the trial's row in the table.
    /// - Returns: false if the curve is empty or has a step that is not finite; it is then left out.
    @discardableResult
    public mutating func append(_ curve: TrialCurve, row: Int) -> Bool {
        let (grid, series) = Self.series(of: curve)
        guard !grid.isEmpty, grid.allSatisfy(\.isFinite) else { return false }
        if places[grid] == nil {
            places[grid] = grids.count
            grids.append(grid)
        }
        rows.append(row)
        gridOf.append(places[grid] ?? 0)
        seriesOf.append(series.count)
        for numbers in series { values += numbers.map(Float.init) }
        return true
    }

    /// The count of numbers in a curve.
    public static func size(of curve: TrialCurve) -> Int {
        let (grid, series) = series(of: curve)
        return grid.count * series.count
    }

    /// The series of an error curve are the error and, for several networks, the lowest and the highest error. The
    /// series of a learning curve are the errors on the test set and on the training set.
    private static func series(of curve: TrialCurve) -> (grid: [Double], series: [[Double]]) {
        switch curve {
        case .errors(let curve):
            let samples = curve.samples
            let band = curve.count > 1 ? [samples.map { $0.low ?? .nan }, samples.map { $0.high ?? .nan }] : []
            return (samples.map { Double($0.step) }, [samples.map(\.error)] + band)
        case .learning(let samples):
            return (samples.map(\.epoch), [samples.map(\.testError), samples.map(\.trainError)])
        }
    }
}

/// The form in which the page's script reads curves. Arrays are base64 of little-endian bytes.
extension TrialCurves: Encodable {
    private enum Key: String, CodingKey {
        case kind, grids, rows, gridOf, seriesOf, values
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(grids, forKey: .grids)
        try container.encode(Base64Bytes.of(rows.map { UInt32($0) }), forKey: .rows)
        try container.encode(Base64Bytes.of(gridOf.map { UInt32($0) }), forKey: .gridOf)
        try container.encode(Base64Bytes.of(seriesOf.map { UInt8($0) }), forKey: .seriesOf)
        try container.encode(Base64Bytes.of(values), forKey: .values)
    }
}
