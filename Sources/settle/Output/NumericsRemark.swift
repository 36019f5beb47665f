import HyperparameterSearch
import SpikingDynamics
import StudyReports

/// What a run says where other runs of the study computed with another version of the arithmetic.
enum NumericsRemark {
    /// Nil where all runs had this version, and for objectives that do not depend on it.
    static func mixture(of study: StudyRecord, _ objective: any Objective, in store: any StudyReader) throws -> String?
    {
        // A program has arithmetic of its own.
        guard objective is any RepeatableObjective else { return nil }
        let others = Set(try store.runs(of: study.id).map(\.description.numerics)).subtracting([Numerics.version])
        guard !others.isEmpty else { return nil }
        let versions = others.sorted().map { "\($0)" }.joined(separator: " and ")
        return
            "Trials of \(study.definition.name) were computed by numerics version \(versions), and new ones are by version "
            + "\(Numerics.version): their values may differ in the last digits. For values of one version, run the study "
            + "under another name."
    }
}
