import HyperparameterSearch

extension DeclaredStudy {
    /// Checks the study's own scheduler, if it has one, against the objective of its trials.
    ///
    /// - Parameters:
    ///   - objective: as ``objective(_:)`` makes it.
    ///   - budget: the number of trials, points included.
    /// - Throws: ``StudyFileError`` at the place that names the scheduler, and what ``sampler()`` throws.
    public func checkScheduler(against objective: some Objective, budget: Int) throws {
        guard let scheduler = ownScheduler else { return }
        do {
            try scheduler.check(against: objective)
            try scheduler.check(sampler(), budget: budget, on: StepScale(of: objective))
        } catch let error as SchedulerError {
            guard let schedulerPlace else { throw error }
            throw schedulerPlace.error(rule: error.rule, remedy: error.remedy)
        }
    }
}
