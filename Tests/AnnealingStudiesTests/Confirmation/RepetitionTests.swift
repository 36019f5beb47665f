import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The key repeat of a study file")
struct RepetitionTests {
    fileprivate static let stochastic = StudyText.random.replacing(16, "  quantizer: stochastic")

    fileprivate func read(_ line: String, in text: StudyText = RepetitionTests.stochastic) throws -> DeclaredStudy {
        try StudyFile.read(text.text + line + "\n", file: "a.yaml")
    }

    @Test("is part of the definition, and comes back from the file and the store")
    func identity() throws {
        let plain = try StudyFile.read(Self.stochastic.text, file: "a")
        let repeated = try read("repeat: {seeds: 3}")
        #expect(repeated.canonicalText != plain.canonicalText)
        #expect(!plain.canonicalText.contains("repeat"))
        #expect(try StudyFile.read(repeated.definition()) == repeated)
        #expect(try StudyFile.read(repeated.fileText, file: "b") == repeated)
        #expect(repeated.valueNames.suffix(3) == ["repeat.0", "repeat.1", "repeat.2"])
        #expect(plain.valueNames == plain.kind.valueNames)
    }

    @Test(
        "is refused with the rule and the remedy",
        arguments: [
            ("repeat: {seeds: 1}", "repeat.seeds", "out of range"),
            ("repeat: {seeds: 2000}", "repeat.seeds", "out of range"),
            ("repeat: {}", "repeat.seeds", "the key is missing"),
            ("repeat: 3", "repeat", "this must be how often"),
        ])
    func refused(line: String, key: String, rule: String) throws {
        let error = try #require(throws: StudyFileError.self) { try read(line) }
        #expect(error.key == key && error.line == 17)
        #expect(error.rule.contains(rule), "\(error.rule)")
    }

    @Test("is refused where nothing is random, and where the seeds do not suffice")
    func nothingRandom() throws {
        let error = try #require(throws: StudyFileError.self) { try read("repeat: {seeds: 3}", in: .random) }
        #expect(error.rule.hasPrefix("nothing is random in this study"))
        #expect(error.remedy.contains("search the quantizer stochastic"))
        let mixed = StudyText.random.replacing(16, "  quantizer: [sigma-delta, stochastic]")
        #expect(try read("repeat: {seeds: 3}", in: mixed).repetition?.seeds == 3)
        let last = Self.stochastic.replacing(7, "    steps: 50", "    noise: {seed: 4294967295}")
        #expect(throws: StudyFileError.self) { try read("repeat: {seeds: 2}", in: last) }
        let training = StudyText.training.replacing(6, "    seed: 4294967294")
        #expect(try read("repeat: {seeds: 2}", in: training).repetition?.seeds == 2)
        #expect(throws: StudyFileError.self) { try read("repeat: {seeds: 3}", in: training) }
    }

    @Test("gives a convergence trial the mean over the noise's seeds, and a curve that ends with it")
    func convergence() throws {
        let study = try read("repeat: {seeds: 3}")
        let objective = try study.objective(StudyResources(threads: 1)).objective
        let parameters = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.9, exponent: 0.5), lambda: .constant(1), quantizer: .stochastic
        ).trialParameters
        let candidate = Candidate(number: 4, parameters: parameters)
        let found = objective.evaluation(of: candidate)
        let alone = try (0..<3).map { seed in
            var settings = try #require(study.convergenceSettings)
            settings.noiseSeed = UInt32(seed)
            return try ConvergenceObjective(settings).evaluation(of: candidate)
        }
        let values = try alone.map { try #require($0.outcome.value) }
        #expect(Set(values).count == 3)
        #expect((0..<3).map { found.values["repeat.\($0)"] } == values)
        #expect(found.outcome.value == values.reduce(0, +) / 3)
        #expect(found.steps == 150)
        let trial = Trial(
            FinishedTrial(candidate, found, started: Date(), finished: Date()), run: RunID(1))
        let trace = try #require(found.trace)
        #expect(study.kind.fault(in: trace, of: trial) == nil)
    }

    @Test("gives a training trial the mean over its seeds, from the trial's own on")
    func training() throws {
        var plan = TrainingPlan(hidden: [20], epochs: 3)
        plan.rule.rates = [0.4, 0.2]
        let settings = TrainingSettings(plan: plan, seed: 3, keepsWeights: true)
        let base = try TrainingObjective(settings, images: Patterns.images, threads: 1)
        var parameters = TrialNetwork.binary(.published).trialParameters
        parameters.values[TrialNetwork.seed] = .number(8)
        let candidate = Candidate(number: 0, parameters: parameters)
        let found = RepeatedObjective(base, seeds: 2).evaluation(of: candidate)
        parameters.values[TrialNetwork.seed] = .number(9)
        let alone = [
            base.evaluation(of: candidate), base.evaluation(of: Candidate(number: 0, parameters: parameters)),
        ]
        #expect(found.outcome.value == alone.compactMap(\.outcome.value).reduce(0, +) / 2)
        #expect(found.artifacts == alone[0].artifacts)
        let trial = Trial(
            FinishedTrial(candidate, found, started: Date(), finished: Date()), run: RunID(1))
        let trace = try #require(found.trace)
        #expect(settings.fault(in: trace, of: trial) == nil)
        #expect(base.mean(ofTraces: [trace, Data("{}".utf8)]) == nil)
    }

    @Test("averages no traces of different forms")
    func otherTraces() throws {
        let sample = ErrorTrace.Sample(step: 1, error: 2, runningMean: 4, layerErrors: [1])
        let other = ErrorTrace.Sample(step: 1, error: 4, runningMean: 6, layerErrors: [5])
        let mean = try #require(
            ErrorTrace(meanOf: [
                ErrorTrace([sample], networkErrors: [[1, 2]]), ErrorTrace([other], networkErrors: [[3, 4]]),
            ]))
        #expect(
            mean == ErrorTrace([.init(step: 1, error: 3, runningMean: 5, layerErrors: [3])], networkErrors: [[2, 3]]))
        #expect(ErrorTrace(meanOf: [ErrorTrace([sample]), ErrorTrace([sample, other])]) == nil)
        #expect(ErrorTrace(meanOf: []) == nil)
        #expect([Reading](meanOf: []) == nil)
    }
}

extension RepetitionTests {
    @Test("may race: against the generations of a sampler that learns, or against cohorts of a stated size")
    func race() throws {
        let cohorts = try read("repeat: {seeds: 3, prune: {race: {cohort: 4}}}")
        #expect(cohorts.repetition?.race == Race(seeds: 3, cohort: 4))
        #expect(cohorts.ownScheduler?.text == "race 3 cohort 4")
        #expect(try StudyFile.read(cohorts.definition()) == cohorts)
        #expect(try StudyFile.read(cohorts.fileText, file: "b") == cohorts)
        let learned = Self.stochastic.replacing(9, "sampler: {tpe: {seed: 1, generation: 4}}")
        let race = try read("repeat: {seeds: 3, prune: race}", in: learned)
        #expect(race.repetition?.race == Race(seeds: 3, cohort: nil))
        #expect(try StudyFile.read(race.fileText, file: "b") == race)
        #expect(race.canonicalText.contains("\"repeat\":{\"prune\":\"race\",\"seeds\":3}"))
    }

    @Test(
        "refuses a race that cannot be",
        arguments: [
            ("repeat: {seeds: 3, prune: race}", "the sampler has no generations"),
            ("repeat: {seeds: 3, prune: run}", "there is no such way"),
            ("repeat: {seeds: 3, prune: {race: {cohort: 0}}}", "out of range"),
            ("repeat: {seeds: 3, prune: {median: {}}}", "there is no such key"),
            (
                "scheduler: {patience: {reports: 1, every: 1}}\nrepeat: {seeds: 3, prune: {race: {cohort: 4}}}",
                "the study has a scheduler"
            ),
        ])
    func refusedRace(line: String, rule: String) throws {
        let error = try #require(throws: StudyFileError.self) { try read(line) }
        #expect(error.rule.contains(rule), "\(error)")
    }

    @Test("states no cohort for a sampler that learns")
    func learnedCohort() throws {
        let learned = Self.stochastic.replacing(9, "sampler: {tpe: {seed: 1, generation: 4}}")
        let error = try #require(throws: StudyFileError.self) {
            try read("repeat: {seeds: 3, prune: {race: {cohort: 4}}}", in: learned)
        }
        #expect(error.rule.contains("its generations of 4"))
    }
}
