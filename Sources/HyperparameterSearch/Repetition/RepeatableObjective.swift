import Foundation

/// An objective whose trials depend on a seed, so that a trial can be evaluated with several. ``RepeatedObjective`` does
/// it.
public protocol RepeatableObjective: Objective {
    /// The trial before its first step, with the seed of this repetition.
    ///
    /// - Parameters:
    ///   - candidate: the trial's number and parameters.
    ///   - repetition: from 0; repetition 0 is what `begin(_:)` begins, and every other has another seed.
    func begin(_ candidate: Candidate, repetition: Int) -> Progress

    /// The repetition restored from a checkpoint of the same repetition.
    ///
    /// - Throws: ``CheckpointProblem`` where it cannot go on to the same result.
    func restore(
        _ candidate: Candidate, repetition: Int, from checkpoint: Data
    ) throws(CheckpointProblem) -> Progress

    /// One trace for all repetitions of a trial: each number is the mean of the repetitions' numbers, added in their
    /// order and divided by their count. Nil where they cannot be averaged.
    func mean(ofTraces traces: [Data]) -> Data?

    /// The version of the objective's arithmetic. Values of different versions are not averaged.
    var arithmeticVersion: Int { get }
}

/// The values of a trial's repetitions.
public enum RepeatedValue {
    /// The name of a repetition's value: `repeat.0`.
    public static func name(_ repetition: Int) -> String { "repeat.\(repetition)" }
}
