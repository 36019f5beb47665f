import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("Families of schedules in a study file")
struct ScheduleFamilyFileTests {
    private func read(_ lambda: String, sampler: String = "{random: {seed: 3}}") throws -> DeclaredStudy {
        try StudyFile.read(
            StudyText.random.replacing(9, "sampler: \(sampler)").replacing(15, "  lambda: \(lambda)").text,
            file: "small.yaml")
    }

    private func trials(_ study: DeclaredStudy, _ count: Int = 40) throws -> [TrialParameters] {
        let sampler = try study.independentSampler()
        return try (0..<count).map { try sampler.parameters(ofTrial: $0) }
    }

    @Test(
        "a family's constants are numbers or ranges; every trial has them",
        arguments: [
            (
                "{family: shifted, initial: {from: 0.5, to: 3}, exponent: 0.5, offset: {from: 1, to: 9, log: true}}",
                ["initial", "exponent", "offset"]
            ),
            (
                "{family: hold-then-power, initial: 1.5, exponent: {from: 0, to: 2}, hold: [2, 5]}",
                ["initial", "exponent", "hold"]
            ),
            (
                "{family: power-law, initial: 2, exponent: {from: 0, to: 1}, floor: {from: 0.01, to: 0.5}}",
                ["initial", "exponent", "floor"]
            ),
            ("{family: exponential, initial: 1, tau: {from: 5, to: 50}}", ["initial", "tau"]),
            ("{family: constant, constant: {from: 0.1, to: 3}}", ["constant"]),
            ("{initial: 2, exponent: 0.5, floor: 0.1}", ["initial", "exponent", "floor"]),
        ])
    func families(_ text: String, _ constants: [String]) throws {
        let study = try read(text)
        #expect(
            study.sampling.space?.dimensions.map(\.parameter.name).filter { $0.hasPrefix("lambda") }
                == constants.map { "lambda.\($0)" })
        for parameters in try trials(study) {
            let schedules = try AnnealingSchedules(parameters)
            let (family, numbers, floor) = schedules.lambda[0].parts
            let own = numbers + (floor.map { [$0] } ?? [])
            #expect(try constants.map { try parameters.number("lambda.\($0)") } == own)
            #expect(family.constants == constants.filter { $0 != "floor" })
            #expect(schedules.trialParameters == parameters)
            #expect(try LayerSchedules(parsing: schedules.lambda.description) == schedules.lambda)
            let pieces = study.kind.summaryPatterns(of: parameters)?["lambda"]
            let pattern = try pieces?.map { piece in
                switch piece {
                case .text(let text): text
                case .number(let name): try parameters.number(name).shortestText
                }
            }
            #expect(pattern == nil || pattern?.joined() == schedules.lambda.description)
        }
        #expect(try StudyFile.read(study.definition()) == study)
        #expect(try StudyFile.read(study.fileText, file: "again.yaml") == study)
    }

    private static let several = """
        [{initial: {from: 0.1, to: 3}, exponent: {from: 0, to: 1}}, \
        {family: shifted, initial: {from: 1, to: 3}, exponent: {from: 0, to: 2}, offset: {from: 1, to: 9}, floor: 0.01}, \
        "0.9*max(1,t/6)^-0.1"]
        """

    @Test("of a list the family is an axis, and each family's constants are only in its trials")
    func several() throws {
        for sampler in ["{random: {seed: 3}}", "{sobol: {seed: 1}}"] {
            let study = try read(Self.several, sampler: sampler)
            let all = try trials(study)
            for family in [ScheduleFamily.powerLaw, .shifted, .holdThenPower] {
                let own = all.filter { $0["lambda.family"] == .category(family.rawValue) }
                #expect(!own.isEmpty)
                for parameters in own {
                    let schedule = try AnnealingSchedules(parameters).lambda[0]
                    #expect(schedule.parts.family == family)
                    #expect((schedule.parts.floor != nil) == (family == .shifted))
                    let names = parameters.values.keys.filter { $0.hasPrefix("lambda.") && $0 != "lambda.family" }
                    let constants = family.constants + (family == .shifted ? ["floor"] : [])
                    #expect(Set(names) == Set(constants.map { "lambda.\(family.rawValue).\($0)" }))
                    #expect(Set(names).isSubset(of: TrialNetwork.parameterNames))
                }
            }
            #expect(try StudyFile.read(study.definition()) == study)
            #expect(try StudyFile.read(study.fileText, file: "again.yaml") == study)
        }
        #expect(throws: Never.self) { try read(Self.several, sampler: "tpe") }
    }

    @Test("a grid takes each family's constants alone")
    func grid() throws {
        let text = StudyText.grid.replacing(
            15, "  lambda: [{family: shifted, initial: 1, exponent: [0.5, 1], offset: {from: 1, to: 3, count: 3}}, 0.5]"
        )
        let study = try StudyFile.read(text.text, file: "grid.yaml")
        #expect(try study.definition().budget == 3 * (2 * 3 + 1))
    }

    @Test("a family's long form is the same study as its short one")
    func spellings() throws {
        for (long, short) in [
            ("{family: power-law, initial: {from: 0, to: 1}, exponent: 1}", "{initial: {from: 0, to: 1}, exponent: 1}"),
            ("{family: constant, constant: 1}", "1"),
            ("{family: exponential, initial: 1, tau: 20}", "{exponential: {initial: 1, tau: 20}}"),
            ("{family: shifted, initial: 1, exponent: 0.5, offset: 2}", "1/(1+(t-1)/2)^0.5"),
            ("[{family: shifted, initial: 1, exponent: 0.5, offset: 2}]", "1/(1+(t-1)/2)^0.5"),
            ("{family: hold-then-power, initial: 1, exponent: 0.5, hold: 2, floor: 0.1}", "max(1*max(1,t/2)^-0.5,0.1)"),
        ] {
            #expect(try read(long).definition() == read(short).definition(), "\(long)")
        }
    }

    static let refused: [BadStudy] = [
        BadStudy(
            "a family without a constant", 15, "  lambda: {family: shifted, initial: 1, exponent: 0.5}",
            key: "space.lambda.offset", rule: "the key is missing", remedy: "add 'offset:'"),
        BadStudy(
            "a constant that the family lacks", 15,
            "  lambda: {family: power-law, initial: 1, exponent: 0.5, offset: 2}",
            key: "space.lambda", value: "offset", rule: "there is no such key here",
            remedy: "the keys are: family, initial, exponent, floor"),
        BadStudy(
            "a family that does not exist", 15, "  lambda: {family: cosine, initial: 1}", key: "space.lambda.family",
            value: "cosine", rule: "there is no such choice",
            remedy: "write one of: power-law, constant, exponential, shifted, hold-then-power"),
        BadStudy(
            "an offset of 0", 15, "  lambda: {family: shifted, initial: 1, exponent: 1, offset: 0}",
            key: "space.lambda.offset", value: "0", rule: "an offset must be above 0", remedy: "begin above 0"),
        BadStudy(
            "a range of offsets that touches 0", 15,
            "  lambda: {family: shifted, initial: 1, exponent: 1, offset: {from: 0, to: 5}}",
            key: "space.lambda.offset", value: "{from: 0, to: 5}", rule: "an offset must be above 0",
            remedy: "begin above 0"),
        BadStudy(
            "a time to hold below 0", 15, "  lambda: {family: hold-then-power, initial: 1, exponent: 1, hold: -3}",
            key: "space.lambda.hold", value: "-3", rule: "a time to hold must be above 0", remedy: "begin above 0"),
        BadStudy(
            "a floor above the start", 15, "  lambda: {initial: 0.5, exponent: 1, floor: 0.6}",
            key: "space.lambda.floor", value: "0.6",
            rule: "a floor must not be above the schedule's value at step 1, which may be 0.5 here",
            remedy: "lower the floor"),
        BadStudy(
            "a floor that may be above the start", 15,
            "  lambda: {family: shifted, initial: {from: 0.2, to: 3}, exponent: 1, offset: 2, floor: {from: 0.1, to: 0.3}}",
            key: "space.lambda.floor", value: "{from: 0.1, to: 0.3}",
            rule: "a floor must not be above the schedule's value at step 1, which may be 0.2 here",
            remedy: "lower the floor"),
        BadStudy(
            "a floor of 0", 15, "  lambda: {initial: 0.5, exponent: 1, floor: 0}", key: "space.lambda.floor",
            value: "0", rule: "a floor must be above 0", remedy: "begin above 0"),
        BadStudy(
            "an initial value below 0", 15, "  lambda: {family: shifted, initial: -1, exponent: 1, offset: 2}",
            key: "space.lambda.initial", value: "-1", rule: "a schedule's initial value reaches below 0",
            remedy: "begin at 0 or above"),
        BadStudy(
            "a family twice in a list", 15, "  lambda: [1, {family: constant, constant: {from: 0, to: 1}}]",
            key: "space.lambda[1]", value: "{family: constant, constant: {from: 0, to: 1}}",
            rule: "the family constant stands twice in the list", remedy: "name each family once"),
        BadStudy(
            "an empty list of families", 15, "  lambda: []", key: "space.lambda", value: "[]",
            rule: "the list is empty", remedy: "list at least one schedule"),
        BadStudy(
            "a floor in a text above its start", 15, "  lambda: max(0.5/t,0.6)", key: "space.lambda",
            value: "max(0.5/t,0.6)", rule: "expected a floor of at most 0.5", remedy: "write for example"),
    ]

    @Test("bad ones are refused on their line, with the rule and the remedy", arguments: refused)
    func refusals(_ bad: BadStudy) throws {
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(bad.text, file: "bad.yaml") }
        #expect(error.line == bad.line && error.key == bad.key && error.value == bad.value, "\(error)")
        #expect(error.rule.contains(bad.rule) && error.remedy.contains(bad.remedy), "\(error)")
    }

    @Test("a comma between braces that cuts a schedule is told")
    func cut() throws {
        let point = "points: [{epsilon: 0.9*max(1,t/6)^-0.1, lambda: 1, quantizer: sigma-delta}]"
        let error = try #require(throws: StudyFileError.self) {
            try StudyFile.read(StudyText.random.text + point + "\n", file: "bad.yaml")
        }
        #expect(error.line == 17 && error.rule.contains("a comma ends a value between braces"), "\(error)")
        let quoted = point.replacing("0.9*max(1,t/6)^-0.1", with: "\"0.9*max(1,t/6)^-0.1\"")
        let study = try StudyFile.read(StudyText.random.text + quoted + "\n", file: "good.yaml")
        #expect(
            try AnnealingSchedules(study.points[0].parameters).epsilon
                == .shared(.holdThenPower(initial: 0.9, exponent: 0.1, hold: 6)))
    }
}
