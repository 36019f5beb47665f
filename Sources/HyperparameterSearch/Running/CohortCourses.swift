/// The rules of a ``CohortScheduler``, from the values and the ended trials in the store.
///
/// A trial that waits at a rung has its value there in the store, and no run holds it. Before each claim the trials that
/// have changed since the last one are read, and the trials of their cohorts are judged again.
struct CohortCourses: TrialCourses {
    private let scheduler: any CohortScheduler
    private let scale: StepScale
    private let cohorts: Cohorts
    private let study: StudyRecord
    private let reader: any StudyReader
    private var record = CohortRecord()
    /// The waiting trials that may be claimed, and those that wait for others at a rung, by cohort.
    private var claimable: [Int: Set<Int>] = [:]
    private var parked: [Int: Int] = [:]
    private var views: [Int: CohortView] = [:]
    private var stops: [Int: Evaluation] = [:]
    /// The number of trials that are read at once.
    private static var mostRead: Int { 4096 }

    init<O: Objective>(_ scheduler: any CohortScheduler, _ runner: StudyRunner<O>) throws {
        self.scheduler = scheduler
        scale = StepScale(of: runner.objective)
        cohorts = try scheduler.cohorts(of: runner.sampler, on: scale)
        study = runner.study
        reader = runner.store
    }

    mutating func prepare(needed: Int) throws -> ClaimableTrials {
        let first = cohorts.index(of: try reader.firstUnfinished(of: study.id))
        if first < record.first { forget() }
        var changed = try readChanges(from: first)
        if first > record.first {
            settle(below: first)
            // The trials of this cohort are now after all earlier ones.
            if scheduler.comparesEarlierCohorts { changed.insert(first) }
        }
        // What ended in a cohort may decide on later ones.
        if scheduler.comparesEarlierCohorts, let lowest = changed.min() {
            changed.formUnion(record.cohorts.filter { $0 > lowest })
        }
        for index in changed where index >= first { judge(index) }
        // A cohort may wait for a single trial that takes long, and the other threads go on with the next cohorts.
        let isFull = parked.values.reduce(0, +) >= needed + 2 * cohorts.numbers(of: first).count
        return ClaimableTrials(
            waiting: claimable.values.reduce(into: []) { $0.formUnion($1) },
            end: isFull ? record.cohorts.max().map { cohorts.numbers(of: $0).upperBound } : nil)
    }

    func stop(of number: Int) -> Evaluation? { stops[number] }

    mutating func course(of number: Int) throws -> TrialCourse? {
        let view = view(ofCohort: cohorts.index(of: number))
        let scheduler = scheduler
        let stored = Set(view.trial(number)?.values.keys.map(\.self) ?? [])
        return TrialCourse(rungs: view.rungs, storesValues: true, stored: stored) { standing, values in
            guard let rung = view.rungs.firstIndex(of: standing.step) else { return .goOn }
            return scheduler.verdict(
                on: standing.number, atRung: rung, in: view.adding(values, to: standing.number))
        }
    }

    // MARK: Reading

    /// Forgets everything, so that the store is read again: a retry or a repair took results away.
    private mutating func forget() {
        record = CohortRecord()
        (claimable, parked, views, stops) = ([:], [:], [:], [:])
    }

    /// Reads the trials that have changed since the last call.
    ///
    /// - Parameter first: the first cohort that has not ended. Trials of earlier cohorts are needed only where they are
    ///   compared.
    /// - Returns: the indices of their cohorts.
    private mutating func readChanges(from first: Int) throws -> Set<Int> {
        var changed: Set<Int> = []
        while true {
            let page = try reader.changes(since: record.revision, of: study.id, limit: Self.mostRead)
            record.revision = page.revision
            for trial in page.trials where trial.number < study.definition.budget {
                let index = cohorts.index(of: trial.number)
                if record.contradicts(trial) {
                    forget()
                    return try readChanges(from: first)
                }
                guard index >= first || (scheduler.comparesEarlierCohorts && index >= record.first) else { continue }
                record.note(trial, try values(of: trial.number), inCohort: index)
                changed.insert(index)
            }
            if page.trials.count < Self.mostRead { return changed }
        }
    }

    private func values(of number: Int) throws -> [Int: Double] {
        let values = try reader.intermediateValues(ofTrial: number, of: study.id)
        return Dictionary(values.map { ($0.step, $0.value) }) { _, last in last }
    }

    /// Takes the cohorts below `first`, all of whose trials have ended, out of the open ones.
    private mutating func settle(below first: Int) {
        for index in record.cohorts.filter({ $0 < first }).sorted() {
            let trials = record.settle(index)
            for trial in trials { stops[trial.number] = nil }
            (claimable[index], parked[index], views[index]) = (nil, nil, nil)
            if scheduler.comparesEarlierCohorts { record.addEarlier(trials, least: cohorts.earlierEnd(of: first)) }
        }
        record.first = first
    }

    // MARK: Judging

    /// Judges the waiting trials of a cohort.
    private mutating func judge(_ index: Int) {
        views[index] = nil
        var (free, waitingCount): (Set<Int>, Int) = ([], 0)
        for number in record.waiting(inCohort: index) {
            stops[number] = nil
            let view = view(ofCohort: index)
            guard let (rung, value) = lastRung(of: number, in: view) else {
                free.insert(number)
                continue
            }
            switch scheduler.verdict(on: number, atRung: rung, in: view) {
            case .wait:
                waitingCount += 1
                continue
            case .goOn: break
            case .stop:
                stops[number] = Evaluation(.pruned(Pruning(lastValue: value)), steps: view.rungs[rung])
            }
            free.insert(number)
        }
        claimable[index] = free
        parked[index] = waitingCount
    }

    /// The last rung whose value is stored, and the value; nil before the first one.
    private func lastRung(of number: Int, in view: CohortView) -> (rung: Int, value: Double)? {
        let values = view.trial(number)?.values ?? [:]
        // Values that a run with other rungs left do not count beyond a gap.
        let passed = view.rungs.prefix { values[$0] != nil }.count
        guard passed > 0, let value = values[view.rungs[passed - 1]] else { return nil }
        return (passed - 1, value)
    }

    private mutating func view(ofCohort index: Int) -> CohortView {
        if let known = views[index] { return known }
        let end = scheduler.comparesEarlierCohorts ? cohorts.earlierEnd(of: index) : 0
        let earlier = record.earlier(below: end)
        let view = CohortView(
            index: index, direction: study.definition.direction, rungs: scheduler.rungs(ofCohort: index, on: scale),
            trials: cohorts.numbers(of: index).map { record.trial($0, inCohort: index) }, earlier: earlier.trials,
            isAfterEarlier: earlier.trials.count == end, earlierValues: earlier.values)
        views[index] = view
        return view
    }
}
