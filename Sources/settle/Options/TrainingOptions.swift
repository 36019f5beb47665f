import AnnealingStudies
import ArgumentParser
import EquilibriumPropagation
import Foundation
import SpikingDynamics
import StudyReports

extension DigitSplit.Scheme: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// The options of training.
struct TrainingOptions: ParsableArguments {
    @Option(
        name: .customLong("protocol"),
        help: "paper: 50,000 and 10,000 images of the training file; official: the 60,000 and the 10,000.")
    var scheme: DigitSplit.Scheme = .paper

    @Option(help: "Passes over the training images.", transform: OptionValue.whole(to: 10_000))
    var epochs = 25

    @Option(help: ArgumentHelp("Units of each hidden layer, as 500 or 500,300.", valueName: "units"))
    var hidden = "500"

    @Option(help: ArgumentHelp("Learning rates, one a layer above the input (default: 0.1,0.05).", valueName: "rates"))
    var rates: String?

    @Option(
        help: ArgumentHelp(
            "Steps of the negative phase, after which a network also predicts (default: the schedules' own, or "
                + "\(LearningRule.paper.negativeSteps)).", valueName: "steps"),
        transform: OptionValue.whole(to: LearningRule.largestSteps - 1))
    var negativeSteps: Int?

    @Option(
        help: ArgumentHelp(
            "Steps of the positive phase (default: the schedules' own, or \(LearningRule.paper.positiveSteps)).",
            valueName: "steps"), transform: OptionValue.whole(to: LearningRule.largestSteps - 1))
    var positiveSteps: Int?

    @Option(help: ArgumentHelp("Seeds; each network is trained once with each of them.", valueName: "seeds"))
    var seeds = "1234"

    @Option(
        help: ArgumentHelp(
            "Take readings with weights that are rounded to so many bits, from 2 to 64, each matrix by itself. The updates go "
                + "on with the weights as they were.", valueName: "bits"),
        transform: OptionValue.weightBits)
    var weightBits: WeightBits?

    @Option(help: "The precision of the computation.")
    var precision: Precision = .float32

    func validate() throws {
        _ = try plan
        _ = try seedNumbers
    }

    var seedNumbers: [UInt32] {
        get throws {
            let numbers = try list(seeds, "--seeds", "a seed from 0 to \(UInt32.max)") { UInt32($0) }
            guard Set(numbers).count == numbers.count else {
                throw ValidationError("--seeds '\(seeds)' names a seed twice; name each once.")
            }
            return numbers
        }
    }

    /// The points with the numbers of steps that are asked for instead of their own.
    func applied(to points: [StudyPoint]) -> [StudyPoint] {
        points.map { point in
            var point = point
            if negativeSteps != nil { point.phases.negativeSteps = nil }
            if positiveSteps != nil { point.phases.positiveSteps = nil }
            return point
        }
    }

    var plan: TrainingPlan {
        get throws {
            var plan = TrainingPlan(split: DigitSplit(scheme), epochs: epochs, precision: precision)
            plan.hidden = try list(hidden, "--hidden", "a number of units from 1 to \(LearningRule.largestLayer)") {
                Int($0).flatMap { (1...LearningRule.largestLayer).contains($0) ? $0 : nil }
            }
            if let rates {
                plan.rule.rates = try list(rates, "--rates", "a learning rate above 0") {
                    Double($0).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
                }
            }
            plan.rule.negativeSteps = negativeSteps ?? plan.rule.negativeSteps
            plan.rule.positiveSteps = positiveSteps ?? plan.rule.positiveSteps
            guard plan.rule.steps <= LearningRule.largestSteps else {
                let error = LearningRuleError.tooManySteps(plan.rule.steps, limit: LearningRule.largestSteps)
                throw ValidationError("--negative-steps: \(error).")
            }
            plan.weightBits = weightBits
            guard plan.rule.rates.count == plan.hidden.count + 1 else {
                throw ValidationError(
                    "--rates: \(NumberText.count(plan.rule.rates.count, "rate")) for "
                        + "\(plan.hidden.count + 1) layers above the input; give one for each.")
            }
            return plan
        }
    }

    /// Parses a list of values that are separated by commas.
    private func list<Value>(
        _ text: String, _ option: String, _ what: String, _ parse: (String) -> Value?
    ) throws -> [Value] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let value = parse(part.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("\(option) '\(text)': '\(part)' is not \(what); write them with commas between.")
            }
            return value
        }
    }
}
