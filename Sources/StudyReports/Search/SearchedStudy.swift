import AnnealingStudies
import HyperparameterSearch

/// A search as its figures need it, read from a store once.
public struct SearchedStudy: Sendable {
    public var name: String
    /// The name of the value that was searched for.
    public var measure: String
    public var direction: Direction
    /// What was varied or fixed, in the order in which it is drawn.
    public var parameters: [Parameter]
    /// The trials that ended, by number.
    public var trials: [Trial]

    /// - Parameter annealing: what the study's definition says, where it is one of annealing schedules.
    /// - Throws: what the store throws.
    public init(_ record: StudyRecord, annealing: AnnealingStudy?, store: some TrialStore) throws {
        fatalError()
    }
}
