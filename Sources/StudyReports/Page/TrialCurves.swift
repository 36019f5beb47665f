import AnnealingStudies
import EquilibriumPropagation
import Foundation

/// How trials came to their values, step by step, for as many trials as a page has room for.
public struct TrialCurves: Sendable {
    /// What is drawn of a trial.
    public enum Kind: String, Sendable, Encodable {
        /// error(t) against step t, and of several networks the lowest and the highest.
        case convergence
        /// The errors on the test and the training set against the epoch.
        case learning
    }

    public let kind: Kind
    /// So many numbers there is room for, in all curves together.
    public static let room = 1_500_000
    /// The best trials, of which curves are kept in any case.
    public static let mostBest = 200

    /// `[grid]`: the steps or epochs that trials have in common.
    private(set) var grids: [[Double]] = []
    private var places: [[Double]: Int] = [:]
    /// `[curve]`: the trial's row in the table, its grid, and how many series it has.
    private(set) var rows: [Int] = []
    private(set) var gridOf: [Int] = []
    private(set) var seriesOf: [Int] = []
    /// Curve by curve, series by series.
    private(set) var values: [Float] = []
    /// For which trials there is a curve, as a sentence.
    public var note = ""

    public init(_ kind: Kind) {
        self.kind = kind
    }

    public var isEmpty: Bool { rows.isEmpty }
    public var count: Int { rows.count }

    /// - Parameters:
    ///   - trace: as it is stored.
    ///   - row: the trial's in the table.
    /// - Returns: whether there is a curve in it.
    @discardableResult
    public mutating func append(_ trace: Data, row: Int) -> Bool {
        guard let (grid, series) = Self.read(trace, kind), !grid.isEmpty, grid.allSatisfy(\.isFinite) else {
            return false
        }
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

    /// How many numbers a curve takes; nil where there is none in it.
    public static func size(of trace: Data, _ kind: Kind) -> Int? {
        read(trace, kind).map { $0.grid.count * $0.series.count }
    }

    private static func read(_ trace: Data, _ kind: Kind) -> (grid: [Double], series: [[Double]])? {
        switch kind {
        case .convergence:
            guard let trace = ErrorTrace(trace) else { return nil }
            let errors = [trace.samples.map(\.error)]
            let networks = trace.instanceErrors
            let band = networks.isEmpty ? [] : [networks.map { $0.min() ?? .nan }, networks.map { $0.max() ?? .nan }]
            return (trace.samples.map { Double($0.step) }, errors + band)
        case .learning:
            guard let readings = LearningTrace(trace)?.readings else { return nil }
            return (readings.map(\.epoch), [readings.map(\.test.error), readings.map(\.training.error)])
        }
    }
}

/// The form in which the page's script reads curves; bytes are base64, little-endian.
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
