/// The rules of a ``CohortScheduler``, from the values and the ended trials in the store.
///
/// A trial that waits at a rung has its value there in the store, and no run holds it. The trials of the cohorts that
/// have not ended are read before each claim; an ended trial is read once.
struct CohortCourses: TrialCourses {
    private let scheduler: any CohortScheduler
    private let scale: StepScale
    private let cohorts: Cohorts
    private let study: StudyRecord
    private let reader: any StudyReader
    /// The trials that have ended, by number, with their attempts.
    private var ended: [Int: (attempt: Int, trial: CohortTrial)] = [:]
    /// All trials below this number are in `ended`.
    private var endedBelow = 0
    /// The trials without results of the cohorts that have not ended, by number.
    private var open: [Int: CohortTrial] = [:]
    private var views: [Int: CohortView] = [:]
    private var stops: [Int: Evaluation] = [:]

    init<O: Objective>(_ scheduler: any CohortScheduler, _ runner: StudyRunner<O>) throws {
        self.scheduler = scheduler
        scale = StepScale(of: runner.objective)
        cohorts = try scheduler.cohorts(of: runner.sampler, on: scale)
        study = runner.study
        reader = runner.store
    }

    mutating func prepare() throws -> Set<Int>? {
        let budget = study.definition.budget
        let unfinished = try reader.firstUnfinished(of: study.id)
        let first = cohorts.numbers(of: cohorts.index(of: unfinished)).lowerBound
        if scheduler.comparesEarlierCohorts, endedBelow < first {
            for trial in try reader.trials(of: study.id, matching: TrialQuery(numbers: endedBelow..<first)) {
                try note(trial)
            }
            endedBelow = first
        }
        (open, views, stops) = ([:], [:], [:])
        guard first < budget else { return [] }
        let trials = try reader.trials(of: study.id, matching: TrialQuery(numbers: first..<budget))
        for trial in trials { try note(trial) }
        var claimable: Set<Int> = []
        for trial in trials where trial.state == .waiting {
            guard let (rung, value) = lastRung(of: trial.number) else {
                claimable.insert(trial.number)
                continue
            }
            let view = view(ofCohort: cohorts.index(of: trial.number))
            switch scheduler.verdict(on: trial.number, atRung: rung, in: view) {
            case .wait: continue
            case .goOn: break
            case .stop:
                stops[trial.number] = Evaluation(.pruned(Pruning(lastValue: value)), steps: view.rungs[rung])
            }
            claimable.insert(trial.number)
        }
        return claimable
    }

    func stop(of number: Int) -> Evaluation? { stops[number] }

    mutating func course(of number: Int) -> TrialCourse? {
        let view = view(ofCohort: cohorts.index(of: number))
        let scheduler = scheduler
        let stored = Set(view.trial(number)?.values.keys.map(\.self) ?? [])
        return TrialCourse(rungs: view.rungs, storesValues: true, stored: stored) { standing, values in
            guard let rung = view.rungs.firstIndex(of: standing.step) else { return .goOn }
            return scheduler.verdict(
                on: standing.number, atRung: rung, in: view.adding(values, to: standing.number))
        }
    }

    /// The last rung whose value is stored, and the value; nil before the first one.
    private mutating func lastRung(of number: Int) -> (rung: Int, value: Double)? {
        let values = open[number]?.values ?? [:]
        let rungs = view(ofCohort: cohorts.index(of: number)).rungs
        // Values that a run with other rungs left do not count beyond a gap.
        let passed = rungs.prefix { values[$0] != nil }.count
        guard passed > 0, let value = values[rungs[passed - 1]] else { return nil }
        return (passed - 1, value)
    }

    /// Takes over what the store has of a trial.
    private mutating func note(_ trial: Trial) throws {
        let number = trial.number
        guard let outcome = trial.result?.outcome else {
            ended[number] = nil
            open[number] = CohortTrial(number: number, values: try values(of: number))
            return
        }
        guard ended[number]?.attempt != trial.attempt else { return }
        ended[number] = (trial.attempt, CohortTrial(number: number, values: try values(of: number), outcome: outcome))
    }

    private func values(of number: Int) throws -> [Int: Double] {
        let values = try reader.intermediateValues(ofTrial: number, of: study.id)
        return Dictionary(values.map { ($0.step, $0.value) }) { _, last in last }
    }

    private mutating func view(ofCohort index: Int) -> CohortView {
        if let known = views[index] { return known }
        let end = scheduler.comparesEarlierCohorts ? cohorts.earlierEnd(of: index) : 0
        let earlier = (0..<end).compactMap { ended[$0]?.trial }
        let view = CohortView(
            index: index, direction: study.definition.direction, rungs: scheduler.rungs(ofCohort: index, on: scale),
            trials: cohorts.numbers(of: index).map { open[$0] ?? ended[$0]?.trial ?? CohortTrial(number: $0) },
            earlier: earlier, isAfterEarlier: earlier.count == end)
        views[index] = view
        return view
    }
}
