import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import SpikingDynamics

extension AnnealingStudy {
    /// The definition as JSON in the shape of a study file, with sorted keys and every default written out, but without
    /// the name and without a random study's number of trials. Equal texts are equal studies; ``StudyFile`` reads it.
    public var canonicalText: String {
        var root: [String: CanonicalValue] = ["objective": objective.canonical]
        if !points.isEmpty { root["points"] = .list(points.map(\.canonical)) }
        switch sampling {
        case .points:
            root["sampler"] = "points"
        case .grid(let space):
            root["sampler"] = "grid"
            root["space"] = space.canonical
        case .random(let random, let space, _):
            root["sampler"] = .object(["random": random.canonical])
            root["space"] = space.canonical
        }
        return CanonicalValue.object(root).text
    }

    /// Where two definitions differ: a line for each key, with the stored and the offered value.
    public static func differences(stored: StudyDefinition, offered: StudyDefinition) -> [String] {
        let (old, new) = (CanonicalValue(text: stored.text).flattened, CanonicalValue(text: offered.text).flattened)
        return Set(old.keys).union(new.keys).sorted().compactMap { key in
            old[key] == new[key] ? nil : "\(key): stored \(old[key] ?? "nothing"), now \(new[key] ?? "nothing")"
        }
    }
}

extension StudyObjective {
    fileprivate var canonical: CanonicalValue {
        switch self {
        case .convergence(let settings): .object(["convergence": settings.canonical])
        case .training(let settings): .object(["training": settings.canonical])
        }
    }
}

extension TrainingSettings {
    fileprivate var canonical: CanonicalValue {
        let rule = plan.rule
        var object: [String: CanonicalValue] = [
            "data": .text(data.text),
            "protocol": .text(plan.split.scheme.rawValue),
            "hidden": .list(plan.hidden.map { .integer($0) }),
            "epochs": .integer(plan.epochs),
            "minibatch": .integer(rule.minibatchSize),
            "steps": .object(["negative": .integer(rule.negativeSteps), "positive": .integer(rule.positiveSteps)]),
            "beta": .object([
                "size": .number(rule.beta.size), "sign": .text(rule.beta.hasRandomSign ? "random" : "positive"),
            ]),
            "rates": .list(rule.rates.map { .number($0) }),
            "continueNegativePhase": .boolean(rule.continuesNegativePhase),
            "gradient": .text(rule.gradient.rawValue),
            "precision": .text(plan.precision.rawValue),
            "seed": .integer(Int(seed)),
            "minimize": .text(measure.rawValue),
            "keepWeights": .boolean(keepsWeights),
        ]
        var subset: [String: CanonicalValue] = [:]
        if let training = plan.split.training { subset["train"] = .integer(training) }
        if let test = plan.split.test { subset["test"] = .integer(test) }
        if !subset.isEmpty { object["subset"] = .object(subset) }
        return .object(object)
    }
}

extension ConvergenceSettings {
    fileprivate var canonical: CanonicalValue {
        // Of one network as it was before there could be several: stored studies stay what they are.
        var object = instances.count == 1 ? instances[0].canonical : [:]
        if instances.count > 1 {
            object["instances"] = .list(instances.map { .object($0.canonical) })
            object["combine"] = .text(combination.rawValue)
        }
        object["steps"] = .integer(steps)
        object["minimize"] = .text(measure.rawValue)
        object["noise"] = .seed(noiseSeed)
        return .object(object)
    }
}

extension NetworkInstance {
    fileprivate var canonical: [String: CanonicalValue] {
        [
            "layers": .list(layers.map { .integer($0) }),
            "weights": .seed(weightSeed),
            "input": .object(["seeds": .list(inputSeeds.map { .integer(Int($0)) })]),
        ]
    }
}

extension AnnealingStudy.RandomSampling {
    fileprivate var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = ["stream": .text(stream.rawValue), "seed": .integer(Int(seed))]
        if let significantDigits { object["significantDigits"] = .integer(significantDigits) }
        return .object(object)
    }
}

extension ScheduleSpace {
    fileprivate var canonical: CanonicalValue {
        .object([
            "epsilon": epsilon.canonical,
            "lambda": lambda.canonical,
            "quantizer": .list(quantizers.map { .text($0.rawValue) }),
        ])
    }
}

extension ScheduleAxes {
    fileprivate var canonical: CanonicalValue {
        switch self {
        case .powerLaw(let initial, let exponent):
            .object(["initial": initial.canonical, "exponent": exponent.canonical])
        case .constant(let value):
            .object(["constant": value.canonical])
        case .exponential(let initial, let tau):
            .object(["exponential": .object(["initial": initial.canonical, "tau": tau.canonical])])
        }
    }
}

extension Axis {
    fileprivate var canonical: CanonicalValue {
        switch self {
        case .fixed(let value): return .number(value)
        case .list(let values): return .list(values.map { .number($0) })
        case .range(let range, let scale, let count):
            var object: [String: CanonicalValue] = ["from": .number(range.lowerBound), "to": .number(range.upperBound)]
            if scale == .log { object["log"] = .boolean(true) }
            if let count { object["count"] = .integer(count) }
            return .object(object)
        }
    }
}

extension StudyPoint {
    fileprivate var canonical: CanonicalValue {
        var object: [String: CanonicalValue]
        switch network {
        case .binary(let schedules):
            object = [
                "epsilon": .text(schedules.epsilon.description), "lambda": .text(schedules.lambda.description),
                "quantizer": .text(schedules.quantizer.rawValue),
            ]
        case .continuous(let epsilon): object = ["continuous": .number(epsilon)]
        }
        if let seed { object["seed"] = .integer(Int(seed)) }
        if let parent { object["parent"] = .text(parent.description) }
        return .object(object)
    }
}
