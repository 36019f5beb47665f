extension BadStudy {
    private static func training(
        _ what: String, _ line: Int, _ replacement: String, key: String, value: String = "", rule: String,
        remedy: String
    ) -> BadStudy {
        BadStudy(
            what, line, replacement, in: .training, key: "objective.training." + key, value: value, rule: rule,
            remedy: remedy)
    }

    /// Training objectives that cannot be.
    static let trainings = [
        training(
            "an unknown protocol", 4, "    protocol: mine", key: "protocol", value: "mine",
            rule: "there is no such choice", remedy: "write one of: paper, official"),
        training(
            "an empty subset", 5, "    subset: {train: 0}", key: "subset.train", value: "0",
            rule: "the number is out of range", remedy: "give one from 1 to 1000000"),
        training(
            "no epochs at all", 7, "    epochs: 0", key: "epochs", value: "0", rule: "the number is out of range",
            remedy: "give one from 1 to 10000"),
        training(
            "an error that is not measured", 8, "    minimize: meanError", key: "minimize", value: "meanError",
            rule: "there is no such choice", remedy: "write one of: testError, trainError"),
        training(
            "images of no name", 6, "    data: fashion", key: "data", value: "fashion",
            rule: "this is neither mnist nor a fingerprint",
            remedy: "write mnist, or the fingerprint of the data set's files"),
        training(
            "an empty hidden layer", 6, "    hidden: [0]", key: "hidden[0]", value: "0",
            rule: "the number is out of range", remedy: "give one from 1 to 65535"),
        training(
            "rates for another network", 6, "    rates: [0.1]", key: "rates", value: "[0.1]",
            rule: "1 learning rates for a network of 3 layers", remedy: "give one for each layer above the input, 2"),
        training(
            "a rate of 0", 6, "    rates: [0.1, 0]", key: "rates[1]", value: "0",
            rule: "the number must be above 0", remedy: "give a number above 0"),
        training(
            "a negative beta", 6, "    beta: {size: -0.5, sign: random}", key: "beta.size", value: "-0.5",
            rule: "the number must be above 0", remedy: "give a number above 0"),
        training(
            "a sign that is none", 6, "    beta: {size: 0.5, sign: negative}", key: "beta.sign", value: "negative",
            rule: "there is no such choice", remedy: "write one of: random, positive"),
        training(
            "no positive phase", 6, "    steps: {negative: 20, positive: 0}", key: "steps.positive", value: "0",
            rule: "the number is out of range", remedy: "give one from 1 to 999"),
        training(
            "more steps than an update has", 6, "    steps: {negative: 900, positive: 101}", key: "steps",
            value: "{negative: 900, positive: 101}", rule: "an update takes 1001 steps, and at most 1000 are made",
            remedy: "shorten a phase"),
        training(
            "fewer images than a minibatch has", 5, "    subset: {train: 19}", key: "subset.train", value: "19",
            rule: "there are fewer images than in a minibatch, 20", remedy: "raise subset.train, or lower minibatch"),
        training(
            "more weights than can be kept", 6, "    hidden: [65535, 65535]\n    rates: [0.1, 0.1, 0.1]", key: "hidden",
            value: "[65535, 65535]", rule: "the weights take 17388008380 bytes", remedy: "make layers smaller"),
        training(
            "more layers than are trained", 6,
            "    hidden: \([Int](repeating: 2, count: 21))\n    rates: \([Double](repeating: 0.1, count: 22))",
            key: "hidden", value: "\([Int](repeating: 2, count: 21))",
            rule: "21 hidden layers, and at most 20 are trained", remedy: "give at most 20"),
        training(
            "half a precision", 6, "    precision: float16", key: "precision", value: "float16",
            rule: "there is no such choice", remedy: "write one of: float32, float64"),
        BadStudy(
            "a point without lambda", 11, "  - {epsilon: 1/t, quantizer: sigma-delta}", in: .training,
            key: "points[0].lambda", rule: "the key is missing", remedy: "add 'lambda:'"),
        BadStudy(
            "a continuous network with lambda", 12, "  - {continuous: 0.5, lambda: 1}", in: .training,
            key: "points[1]", value: "lambda", rule: "there is no such key here",
            remedy: "the keys are: continuous, seed, parent"),
        BadStudy(
            "a parent that is no trial", 12, "  - {continuous: 0.5, parent: paper}", in: .training,
            key: "points[1].parent", value: "paper", rule: "this is not a trial", remedy: "paper-5000/4333"),
        BadStudy(
            "more layers without rates", StudyText.training.replacing(6, "    hidden: [500, 300]").text, line: 4,
            key: "objective.training.rates", rule: "the key is missing", remedy: "add 'rates:'"),
    ]
}
