extension StudyRunner {
    /// The number of stored trials whose parameters are compared with the sampler's before a run.
    private static var mostCompared: Int { 32 }

    /// Compares stored trials with the trials that the sampler gives. A study without a fingerprint, whose text does
    /// not state the sampler either, has no other sign that it was made with another one.
    ///
    /// Numbers may differ as much as they do between machines.
    ///
    /// - Throws: ``StudyError/parametersDiffer(_:trial:differences:)``, what the store throws.
    func checkStoredParameters() throws {
        let stored = try store.trials(of: study.id, matching: TrialQuery(limit: Self.mostCompared))
        for trial in stored {
            // Who records by hand may leave the parameters out.
            guard let parameters = trial.parameters, !parameters.values.isEmpty,
                sampler.size.map({ trial.number < $0 }) ?? true,
                let given = try sampler.definedParameters(ofTrial: trial.number)
            else { continue }
            let differences = parameters.differences(to: given)
            guard differences.isEmpty else {
                throw StudyError.parametersDiffer(study.definition, trial: trial.number, differences: differences)
            }
        }
    }

    /// Refuses another scheduler than that of earlier runs, where the trials would depend on which run made them: an
    /// adaptive sampler learns from pruned trials, and cohorts are compared whole. An ended trial of any run tells,
    /// because all runs that recorded trials had the same scheduler.
    ///
    /// - Throws: ``StudyError/earlierScheduler(_:trial:earlier:wanted:)``, what the store throws.
    public func checkEarlierScheduler() throws {
        guard isAdaptive || scheduler is any CohortScheduler else { return }
        let ended = TrialQuery(states: TrialState.finished, limit: 1)
        guard let trial = try store.trials(of: study.id, matching: ended).first, let run = trial.result?.run,
            let earlier = try store.run(run, of: study.id)?.description.scheduler,
            earlier != scheduler.text
        else { return }
        throw StudyError.earlierScheduler(
            study.definition, trial: trial.number, earlier: earlier, wanted: scheduler.text)
    }
}

extension TrialParameters {
    /// The parameters that differ by more than the arithmetic of two machines: `x: stored 0.5, now 1`.
    fileprivate func differences(to other: TrialParameters) -> [String] {
        Set(values.keys).union(other.values.keys).sorted().compactMap { name in
            let (old, new) = (values[name], other.values[name])
            if old == new { return nil }
            if case .number(let one)? = old, case .number(let two)? = new,
                abs(one - two) <= 1e-9 * max(abs(one), abs(two))
            {
                return nil
            }
            return "\(name): stored \(old?.description ?? "nothing"), now \(new?.description ?? "nothing")"
        }
    }
}
