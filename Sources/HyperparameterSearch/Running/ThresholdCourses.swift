/// Lossless pruning with an adaptive sampler.
///
/// The threshold of a trial is the `count`-th best value among the complete trials of the generations that its own
/// generation may know; there is none while there are fewer. The trial is stopped at the first rung where its bound is
/// worse than the threshold. So its state, its step and its bound are pure functions of the study and `count`.
struct ThresholdCourses: TrialCourses {
    private let rungs: [Int]
    private let count: Int
    private let study: StudyRecord
    private let reader: any StudyReader
    private let cohorts: Cohorts
    /// By index of the generation. A generation is asked for when the trials that it knows have ended.
    private var thresholds: [Int: Double?] = [:]

    init(rungs: [Int], count: Int, of study: StudyRecord, in reader: any StudyReader, cohorts: Cohorts) {
        self.rungs = rungs
        self.count = count
        self.study = study
        self.reader = reader
        self.cohorts = cohorts
    }

    mutating func prepare(needed: Int) -> ClaimableTrials {
        // A retry may have taken a result away since the last claim.
        thresholds = [:]
        return ClaimableTrials()
    }

    func stop(of number: Int) -> Evaluation? { nil }

    mutating func course(of number: Int) throws -> TrialCourse? {
        guard let threshold = try threshold(of: cohorts.index(of: number)) else { return nil }
        let direction = study.definition.direction
        return TrialCourse(rungs: rungs, storesValues: false) { standing, _ in
            standing.bound.map { direction.prefers(threshold, to: $0) } == true ? .stop : .goOn
        }
    }

    private mutating func threshold(of generation: Int) throws -> Double? {
        if let known = thresholds[generation] { return known }
        let end = cohorts.earlierEnd(of: generation)
        let best =
            end < count
            ? []
            : try reader.trials(
                of: study.id,
                matching: TrialQuery(states: [.complete], numbers: 0..<end, order: .value, limit: count))
        let threshold = best.count == count ? best.last?.value : nil
        thresholds[generation] = .some(threshold)
        return threshold
    }
}
