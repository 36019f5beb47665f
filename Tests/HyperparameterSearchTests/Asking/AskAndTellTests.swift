import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite("Asking and telling") struct AskAndTellTests {
    @Test("finds what a run finds, whoever asks and in whichever order", arguments: AskedSearch.allCases)
    fileprivate func findsTheSame(_ search: AskedSearch) throws {
        let straight = try search.straight()
        #expect(straight.count == search.budget)
        for seed in 1...6 as ClosedRange<UInt64> {
            #expect(try search.told(seed: seed, isForgetful: seed > 3) == straight, "seed \(seed)")
        }
    }

    private let store = InMemoryStore()

    private func ask(
        _ asker: StudyRunner<ToldObjective>, _ count: Int = 1, lease: Double = 3600
    ) throws -> [AskedTrial] {
        guard case .trials(let trials) = try asker.ask(count, lease: lease, as: Sample.run) else { return [] }
        return trials
    }

    private func tell(_ asker: StudyRunner<ToldObjective>, _ trial: AskedTrial, _ value: Double) throws -> TellAnswer {
        try asker.tell(Evaluation(.complete(value: value)), ofTrial: trial.candidate.number, token: trial.token)
    }

    private func tell(
        _ asker: StudyRunner<ToldObjective>, _ trial: AskedTrial, step: Int, _ value: Double
    ) throws -> StepAnswer {
        try asker.tell(
            IntermediateValue(step: step, value: value), ofTrial: trial.candidate.number, token: trial.token)
    }

    @Test("a result told twice is accepted; another is refused, and the first stays")
    func twice() throws {
        let asker = try AskedSearch.complete.asker(store)
        let trials = try ask(asker, 3)
        #expect(trials.map(\.candidate.number) == [0, 1, 2])
        #expect(trials.map(\.attempt) == [1, 1, 1])
        #expect(try tell(asker, trials[0], 5) == .recorded)
        #expect(try tell(asker, trials[0], 5) == .repeated)
        #expect(throws: TellError.otherResult(trial: 0, stored: "5")) { try tell(asker, trials[0], 6) }
        let failure = Evaluation(.failed(reason: "no"))
        #expect(throws: TellError.otherResult(trial: 0, stored: "5")) {
            try asker.tell(failure, ofTrial: 0, token: trials[0].token)
        }
        #expect(try asker.tell(failure, ofTrial: 1, token: trials[1].token) == .recorded)
        #expect(try asker.tell(Evaluation(.failed(reason: "other")), ofTrial: 1, token: trials[1].token) == .repeated)
        #expect(throws: TellError.otherResult(trial: 1, stored: "a failure")) { try tell(asker, trials[1], 6) }
        let named = Evaluation(.complete(value: 1), values: ["accuracy": 0.5])
        #expect(try asker.tell(named, ofTrial: 2, token: trials[2].token) == .recorded)
        #expect(throws: TellError.otherResult(trial: 2, stored: "accuracy 0.5")) {
            try asker.tell(
                Evaluation(.complete(value: 1), values: ["accuracy": 0.6]), ofTrial: 2, token: trials[2].token)
        }
        // Not a number is a failure.
        let next = try #require(try ask(asker).first)
        #expect(try tell(asker, next, .nan) == .recorded)
        #expect(try store.trial(3, of: asker.study.id)?.state == .failed)
        #expect(try store.runs(of: asker.study.id).map(\.ending) == [.finished, .finished])
    }

    @Test("a token is valid for its trial alone")
    func tokens() throws {
        let asker = try AskedSearch.complete.asker(store)
        let trials = try ask(asker, 2)
        let token = trials[0].token
        #expect(AskToken(token.description) == token)
        #expect(throws: TellError.token(token.description, trial: 1)) {
            try asker.tell(Evaluation(.complete(value: 1)), ofTrial: 1, token: token)
        }
        #expect(throws: TellError.token(token.description, trial: 40)) {
            try asker.tell(Evaluation(.complete(value: 1)), ofTrial: 40, token: token)
        }
        var evaluating = Sample.run
        evaluating.scheduler = asker.scheduler.text
        let run = try store.beginRun(evaluating, of: asker.study.id)
        let other = AskToken(run: run, claim: AskedClaim(secret: 1, lease: 1), trial: 0)
        #expect(throws: TellError.token(other.description, trial: 0)) {
            try asker.tell(IntermediateValue(step: 1, value: 1), ofTrial: 0, token: other)
        }
        for text in ["", "1", "0-0123456789abcdef", "x-0123456789abcdef", "1-0123456789abcdeg", "1-01", "1-2-3"] {
            #expect(AskToken(text) == nil, "\(text)")
        }
    }

    @Test(
        "a trial that is not told before its lease ends is given to the next, and a late result counts if it is first")
    func leases() throws {
        let asker = try AskedSearch.complete.asker(store)
        let late = try ask(asker, 3, lease: -1)
        let again = try ask(asker, 2)
        #expect(again.map(\.candidate.number) == [0, 1])
        #expect(again.map(\.attempt) == [2, 2])
        #expect(again.map(\.candidate.parameters) == late.prefix(2).map(\.candidate.parameters))
        #expect(throws: TellError.takenOver(trial: 0)) { try tell(asker, late[0], step: 1, 1) }
        #expect(try tell(asker, late[0], 1) == .recorded)
        #expect(try tell(asker, again[0], 1) == .repeated)
        #expect(throws: TellError.otherResult(trial: 0, stored: "1")) { try tell(asker, again[0], 2) }
        #expect(try tell(asker, again[1], 3) == .recorded)
        #expect(throws: TellError.otherResult(trial: 1, stored: "3")) { try tell(asker, late[1], 4) }
        // Nobody else has asked for the third one, so its program goes on with it.
        #expect(try tell(asker, late[2], step: 1, 1).verdict == .goOn)
        #expect(try store.trial(2, of: asker.study.id)?.holder == late[2].token.run)
        #expect(try tell(asker, late[2], 5) == .recorded)
    }

    @Test("steps are stored, the first value of a step counts, and a program that goes on learns the last one")
    func steps() throws {
        let asker = try AskedSearch.complete.asker(store)
        let trial = try #require(try ask(asker, lease: -1).first)
        #expect(trial.toldStep == nil)
        #expect(try tell(asker, trial, step: 3, 0.5) == StepAnswer(verdict: .goOn, earlier: nil))
        #expect(try tell(asker, trial, step: 3, 0.6) == StepAnswer(verdict: .goOn, earlier: 0.5))
        #expect(throws: TellError.notFinite(.infinity)) { try tell(asker, trial, step: 4, .infinity) }
        #expect(throws: TellError.step(21, most: 20)) { try tell(asker, trial, step: 21, 1) }
        #expect(throws: TellError.step(-1, most: 20)) { try tell(asker, trial, step: -1, 1) }
        let again = try #require(try ask(asker).first)
        #expect(again.candidate.number == 0)
        #expect(again.toldStep == 3)
        #expect(try tell(asker, again, 1) == .recorded)
        #expect(throws: TellError.ended(trial: 0, .complete)) { try tell(asker, again, step: 4, 1) }
        #expect(
            try store.intermediateValues(ofTrial: 0, of: asker.study.id) == [IntermediateValue(step: 3, value: 0.5)])
    }

    @Test("a trial that waits for its cohort is given back, and given out again when it goes on")
    func cohorts() throws {
        let study = try store.openStudy(Sample.definition(budget: 3))
        let asker = try StudyRunner(
            study: study, store: store, sampler: SampleSearch.sampler(),
            objective: ToldObjective(.minimize, of: "loss", steps: 9), threads: ThreadCount(1, cores: 1),
            scheduler: SuccessiveHalving(cohort: 3, eta: 3, first: 3))
        let trials = try ask(asker, 3)
        #expect(throws: TellError.missing(trial: 0, rung: 3, step: 4)) { try tell(asker, trials[0], step: 4, 1) }
        #expect(try tell(asker, trials[0], step: 1, 9).verdict == .goOn)
        #expect(try tell(asker, trials[0], step: 3, 1).verdict == .wait)
        #expect(throws: TellError.waits(trial: 0)) { try tell(asker, trials[0], 1) }
        #expect(try tell(asker, trials[1], step: 3, 2).verdict == .wait)
        #expect(try asker.ask(1, lease: 1, as: Sample.run) == .later)
        #expect(try tell(asker, trials[2], step: 3, 3).verdict == .stop)
        #expect(try tell(asker, trials[2], step: 4, 3).verdict == .stop)
        #expect(throws: TellError.stopped(trial: 2, step: 3)) { try tell(asker, trials[2], 3) }
        // The claims have ended, and these trials wait to be asked for.
        #expect(try tell(asker, trials[0], step: 3, 1).verdict == .wait)
        let next = try ask(asker, 5)
        #expect(next.map(\.candidate.number) == [0])
        #expect(next.map(\.toldStep) == [3])
        #expect(next.map(\.attempt) == [1])
        #expect(try store.trial(1, of: study.id)?.result?.outcome == .pruned(Pruning(lastValue: 2)))
        #expect(throws: TellError.takenOver(trial: 0)) { try tell(asker, trials[0], step: 4, 1) }
        #expect(throws: TellError.waits(trial: 0)) { try tell(asker, trials[0], 1) }
        #expect(try tell(asker, next[0], 0.5) == .recorded)
        #expect(try store.trial(0, of: study.id)?.steps == 9)
        #expect(try asker.ask(1, lease: 1, as: Sample.run) == .finished)
    }

    @Test("every error names a remedy")
    func remedies() {
        let errors: [TellError] = [
            .token("7-1", trial: 3), .otherResult(trial: 1, stored: "2"), .stopped(trial: 1, step: 9),
            .ended(trial: 1, .failed), .takenOver(trial: 1), .waits(trial: 1), .step(5, most: 4), .step(-1, most: nil),
            .missing(trial: 1, rung: 3, step: 4), .notFinite(.nan),
        ]
        for error in errors { #expect(error.description == "\(error.fact); \(error.remedy)") }
        #expect(TellError.step(5, most: 4).description == "there is no step 5: a trial has 4; give a step from 0 to 4")
        #expect(TellError.step(-1, most: nil).description == "there is no step -1; give a step from 0 upwards")
    }

    @Test("a run cannot evaluate what is told")
    func notEvaluated() throws {
        let objective = ToldObjective(.minimize, of: "loss")
        #expect(!objective.hasIntermediateValues)
        #expect(objective.milestones == [])
        let evaluation = objective.evaluation(of: Candidate(number: 0, parameters: [:]))
        #expect(evaluation.outcome == .failed(reason: "the values of this study are told from outside"))
    }
}
