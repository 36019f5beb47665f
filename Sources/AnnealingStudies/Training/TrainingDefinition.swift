import StudyFiles

extension TrainingSettings {
    /// The settings as a stored definition has them.
    public var canonical: CanonicalValue {
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
            "minimize": furtherObjectives.isEmpty
                ? .text(measure.rawValue) : .list(objectiveNames.map(CanonicalValue.text)),
            "keepWeights": .boolean(keepsWeights),
        ]
        if let bits = plan.weightBits { object["weights"] = .object(["bits": .integer(bits.count)]) }
        var subset: [String: CanonicalValue] = [:]
        if let training = plan.split.training { subset["train"] = .integer(training) }
        if let test = plan.split.test { subset["test"] = .integer(test) }
        if !subset.isEmpty { object["subset"] = .object(subset) }
        return .object(object)
    }
}
