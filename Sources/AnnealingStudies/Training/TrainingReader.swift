import EquilibriumPropagation
import StudyFiles

extension TrainingSettings {
    /// Reads the settings of a training study.
    public init(settings value: YAMLValue) throws(StudyFileError) {
        self = try TrainingReader.settings(value)
    }
}

enum TrainingReader {
    static func settings(_ value: YAMLValue) throws(StudyFileError) -> TrainingSettings {
        let training = try value.mapping("the settings of a training")
        try training.allow(only: TrainingKeys.settings)
        var split = DigitSplit(try training.required("protocol").choice(DigitSplit.Scheme.self))
        if let subset = training["subset"] { (split.training, split.test) = try self.subset(subset) }
        let hidden = try training["hidden"].map { (value) throws(StudyFileError) in try self.hidden(value) } ?? [500]
        var settings = TrainingSettings()
        settings.data = try training["data"].map(data) ?? .mnist
        settings.plan = TrainingPlan(
            split: split, hidden: hidden, rule: try rule(training, layers: hidden.count + 2),
            epochs: try training.required("epochs").integer(in: TrainingKeys.epochs),
            precision: try training["precision"].map { (value) throws(StudyFileError) in
                try value.choice(Precision.self)
            } ?? .float32)
        if let value = training["weights"] {
            let weights = try value.mapping("the weights that readings are taken with, as in {bits: 8}")
            try weights.allow(only: TrainingKeys.weights)
            settings.plan.weightBits = try weights.required("bits").weightBits()
        }
        try check(settings, training)
        if let seed = training["seed"] { settings.seed = try seed.seedNumber() }
        (settings.measure, settings.furtherObjectives) = try objectives(training.required("minimize"))
        if let keeps = training["keepWeights"] { settings.keepsWeights = try keeps.boolean() }
        return settings
    }

    /// Reads a word, or a list of two or more.
    private static func objectives(
        _ value: YAMLValue
    ) throws(StudyFileError) -> (TrainingSettings.Measure, [TrainingSettings.FurtherObjective]) {
        guard value.isSequence else { return (try value.choice(TrainingSettings.Measure.self), []) }
        let found = try value.severalObjectives { (item) throws(StudyFileError) in
            try item.choice(TrainingSettings.FurtherObjective.self)
        }
        guard let first = TrainingSettings.Measure(rawValue: found[0].objective.rawValue) else {
            throw found[0].value.error(
                rule: "the first objective is the value of a trial and has to be an error",
                remedy: "put an error first, as in [testError, \(found[0].objective.rawValue)]")
        }
        return (first, found.dropFirst().map(\.objective))
    }

    private static func data(_ value: YAMLValue) throws(StudyFileError) -> TrainingSettings.DataSet {
        let text = try value.text("mnist, or a data set's fingerprint")
        if text == "mnist" { return .mnist }
        guard text.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            throw value.error(
                rule: "this is neither mnist nor a fingerprint, 64 hexadecimal digits",
                remedy: "write mnist, or the fingerprint of the data set's files")
        }
        return .other(fingerprint: text)
    }

    private static func subset(_ value: YAMLValue) throws(StudyFileError) -> (training: Int?, test: Int?) {
        let subset = try value.mapping("how many images to use, as in {train: 10000, test: 5000}")
        try subset.allow(only: TrainingKeys.subset)
        let count = { (key: String) throws(StudyFileError) -> Int? in
            try subset[key].map { (value) throws(StudyFileError) in try value.integer(in: TrainingKeys.images) }
        }
        return (try count("train"), try count("test"))
    }

    private static func hidden(_ value: YAMLValue) throws(StudyFileError) -> [Int] {
        try value.sizes("the number of units in each hidden layer, as in [500]", most: LearningRule.largestLayer)
    }

    /// Checks what can be checked without the images: that the settings go together.
    private static func check(_ settings: TrainingSettings, _ training: YAMLMapping) throws(StudyFileError) {
        let plan = settings.plan
        if let value = training["subset"], let count = plan.split.training, count < plan.rule.minibatchSize {
            throw try value.mapping("a subset").required("train").error(
                rule: "there are fewer images than in a minibatch, \(plan.rule.minibatchSize)",
                remedy: "raise subset.train, or lower minibatch")
        }
        do {
            // The size of other images is unknown here; they have at least one pixel.
            let inputUnits = settings.data == .mnist ? 28 * 28 : 1
            try plan.rule.check(layerSizes: plan.layerSizes(inputUnits: inputUnits), precision: plan.precision)
        } catch {
            throw (training[key(of: error)] ?? training.value).error(rule: error.rule, remedy: error.remedy)
        }
    }

    /// The key of the setting that a rule refuses.
    private static func key(of error: LearningRuleError) -> String {
        switch error {
        case .rateCount: "rates"
        case .notPositive: "beta"
        case .tooSmall: "minibatch"
        case .tooManySteps: "steps"
        case .tooManyLayers, .tooManyUnits, .tooManyBytes: "hidden"
        }
    }

    private static func rule(_ training: YAMLMapping, layers: Int) throws(StudyFileError) -> LearningRule {
        var rule = LearningRule()
        if let size = training["minibatch"] { rule.minibatchSize = try size.integer(in: TrainingKeys.minibatches) }
        if let value = training["steps"] {
            let steps = try value.mapping("the steps of both phases, as in {negative: 20, positive: 4}")
            try steps.allow(only: TrainingKeys.steps)
            rule.negativeSteps = try steps.required("negative").integer(in: TrainingKeys.lengths)
            rule.positiveSteps = try steps.required("positive").integer(in: TrainingKeys.lengths)
        }
        if let value = training["beta"] {
            let beta = try value.mapping("beta, as in {size: 0.5, sign: random}")
            try beta.allow(only: TrainingKeys.beta)
            rule.beta.size = try beta.required("size").positiveNumber()
            rule.beta.hasRandomSign = try beta.required("sign").choice(BetaSign.self) == .random
        }
        if let value = training["rates"] {
            var rates: [Double] = []
            for rate in try value.list("learning rates, one a layer above the input") {
                rates.append(try rate.positiveNumber())
            }
            rule.rates = rates
        } else if layers != 3 {
            _ = try training.required("rates")
        }
        if let value = training["continueNegativePhase"] { rule.continuesNegativePhase = try value.boolean() }
        if let value = training["gradient"] { rule.gradient = try value.choice(LearningRule.Gradient.self) }
        return rule
    }

    /// The sign of beta in study files.
    enum BetaSign: String, CaseIterable {
        case random
        case positive
    }
}
