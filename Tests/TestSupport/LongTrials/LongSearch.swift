import HyperparameterSearch
import SearchContracts

/// A study for ``LongObjective``: two points, the first with a parent, and then a grid.
public enum LongSearch {
    public static let budget = 9
    public static let parent = TrialReference(study: "paper-5000", number: 4333)

    public static func open(in store: any TrialStore) throws -> StudyRecord {
        try store.openStudy(Sample.definition("long", budget: budget))
    }

    public static func sampler() throws -> PointsFirst<GridSampler> {
        PointsFirst(
            [["x": 0.5], ["x": 0.25]], parents: [parent],
            then: try GridSampler([.init("x", (1...7).map { .number(1 / Double($0 + 2)) })]))
    }
}
