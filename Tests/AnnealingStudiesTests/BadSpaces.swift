extension BadStudy {
    private static let initialKey = "space.epsilon.initial"

    private static func badInitial(
        _ what: String, _ written: String, key: String = initialKey, value: String, rule: String,
        remedy: String
    ) -> BadStudy {
        BadStudy(what, 13, "    initial: \(written)", key: key, value: value, rule: rule, remedy: remedy)
    }

    /// Axes of a schedule that cannot be.
    static let axes: [BadStudy] = [
        badInitial(
            "an inverted range", "{from: 1, to: 0}", value: "{from: 1, to: 0}", rule: "the range is inverted",
            remedy: "'from' must be below 'to'"),
        badInitial(
            "an empty range", "{from: 1, to: 1}", value: "{from: 1, to: 1}", rule: "the range is empty",
            remedy: "'from' must be below 'to'"),
        badInitial(
            "an infinite range", "{from: 0, to: .inf}", key: "\(initialKey).to", value: ".inf",
            rule: "the number is not finite", remedy: "give a finite number"),
        badInitial(
            "a range from minus infinity", "{from: -.Inf, to: 1}", key: "\(initialKey).from", value: "-.Inf",
            rule: "the number is not finite", remedy: "give a finite number"),
        badInitial(
            "not a number", "{from: .nan, to: 1}", key: "\(initialKey).from", value: ".nan",
            rule: "the number is not finite", remedy: "give a finite number"),
        badInitial(
            "a range wider than any number", "{from: -1.7e308, to: 1.7e308}", value: "{from: -1.7e308, to: 1.7e308}",
            rule: "the range is infinitely wide", remedy: "give finite ends"),
        badInitial(
            "a number too large", "1e400", value: "1e400", rule: "the number is larger than any that can be held",
            remedy: "give a finite number"),
        badInitial(
            "a word", "high", value: "high", rule: "this is not a number", remedy: "write a number, such as 0.5"),
        badInitial(
            "a hexadecimal number", "0x10", value: "0x10", rule: "this is not a number",
            remedy: "write a number, such as 0.5"),
        badInitial(
            "a string for a number", "'0.5'", value: "0.5", rule: "this is a string; a number is needed",
            remedy: "write it without quotes"),
        badInitial(
            "a string in a range", "{from: 0, to: \"1\"}", key: "\(initialKey).to", value: "1",
            rule: "this is a string; a number is needed", remedy: "write it without quotes"),
        badInitial(
            "a range below 0", "{from: -0.1, to: 1}", value: "{from: -0.1, to: 1}",
            rule: "a schedule's initial value reaches below 0", remedy: "begin at 0 or above"),
        badInitial(
            "a list with a value below 0", "[1, -1]", value: "[1, -1]",
            rule: "a schedule's initial value reaches below 0", remedy: "begin at 0 or above"),
        badInitial(
            "a value below 0", "-1", value: "-1", rule: "a schedule's initial value reaches below 0",
            remedy: "begin at 0 or above"),
        badInitial("an empty list", "[]", value: "[]", rule: "the list is empty", remedy: "list at least one value"),
        badInitial(
            "a value twice", "[1, 1.0]", value: "[1, 1.0]", rule: "a value stands twice",
            remedy: "list each value once"),
        badInitial(
            "a word in a list", "[1, two]", key: "\(initialKey)[1]", value: "two", rule: "this is not a number",
            remedy: "write a number, such as 0.5"),
        badInitial(
            "a log range that reaches 0", "{from: 0, to: 1, log: true}", value: "{from: 0, to: 1, log: true}",
            rule: "a log scale cannot reach 0", remedy: "begin above 0, or remove 'log: true'"),
        badInitial(
            "a log scale that is neither", "{from: 0.1, to: 1, log: yes}", key: "\(initialKey).log", value: "yes",
            rule: "this is neither true nor false", remedy: "write true or false"),
        badInitial(
            "a count outside a grid", "{from: 0, to: 1, count: 3}", key: "\(initialKey).count", value: "3",
            rule: "only a grid counts the values of a range", remedy: "remove 'count'"),
        BadStudy(
            "a grid's range without a count", 13, "    initial: {from: 0, to: 1}", in: .grid, key: initialKey,
            value: "{from: 0, to: 1}", rule: "a grid needs to know how many values", remedy: "add 'count: 5'"),
        BadStudy(
            "a count of 1", 13, "    initial: {from: 0, to: 1, count: 1}", in: .grid, key: "\(initialKey).count",
            value: "1", rule: "the number is out of range", remedy: "give one from 2 to 1000000"),
        BadStudy(
            "a grid of too many points",
            StudyText.grid.replacing(13, "    initial: {from: 0, to: 1, count: 10000}")
                .replacing(14, "    exponent: {from: 0, to: 1, count: 10000}").text,
            line: 12, key: "space", rule: "the grid has more than 10000000 points",
            remedy: "give fewer values on some axis"),
    ]

    /// Schedules and quantizers that cannot be.
    static let schedules: [BadStudy] = [
        BadStudy(
            "a schedule that does not parse", 15, "  lambda: 0.8/q^2", key: "space.lambda", value: "0.8/q^2",
            rule: "this is not a schedule: expected t, sqrt(t) or a number above 0 at character 5",
            remedy: "write for example 0.843/t^0.0923"),
        BadStudy(
            "a schedule below 0", 15, "  lambda: -1", key: "space.lambda", value: "-1",
            rule: "this is not a schedule: expected a number that is not negative at character 1",
            remedy: "write for example 0.843/t^0.0923"),
        BadStudy(
            "a schedule without a value", 15, "  lambda:", key: "space.lambda", rule: "this is not a schedule",
            remedy: "write for example 0.843/t^0.0923"),
        BadStudy(
            "a schedule that is a list of numbers", 15, "  lambda: [1, 2]", key: "space.lambda[1]", value: "2",
            rule: "the family constant stands twice in the list", remedy: "name each family once"),
        BadStudy(
            "an unknown form", 15, "  lambda: {linear: 1}", key: "space.lambda", value: "linear",
            rule: "there is no such key here", remedy: "the keys are: initial, exponent"),
        BadStudy(
            "two forms at once", 15, "  lambda: {constant: 1, initial: 1}", key: "space.lambda", value: "initial",
            rule: "there is no such key here", remedy: "the keys are: constant"),
        BadStudy(
            "a constant below 0", 15, "  lambda: {constant: -1}", key: "space.lambda.constant", value: "-1",
            rule: "a schedule's initial value reaches below 0", remedy: "begin at 0 or above"),
        BadStudy(
            "tau 0", 15, "  lambda: {exponential: {initial: 1, tau: 0}}", key: "space.lambda.exponential.tau",
            value: "0", rule: "a time constant must be above 0", remedy: "begin above 0"),
        BadStudy(
            "tau below 0", 15, "  lambda: {exponential: {initial: 1, tau: -2}}", key: "space.lambda.exponential.tau",
            value: "-2", rule: "a time constant must be above 0", remedy: "begin above 0"),
        BadStudy(
            "a range of tau that touches 0", 15, "  lambda: {exponential: {initial: 1, tau: {from: 0, to: 9}}}",
            key: "space.lambda.exponential.tau", value: "{from: 0, to: 9}", rule: "a time constant must be above 0",
            remedy: "begin above 0"),
        BadStudy(
            "an unknown quantizer", 16, "  quantizer: sigma", key: "space.quantizer", value: "sigma",
            rule: "there is no such choice",
            remedy: "write one of: sigma-delta, stochastic, threshold, second-order-sigma-delta, tracking"),
        BadStudy(
            "a quantizer twice", 16, "  quantizer: [threshold, threshold]", key: "space.quantizer",
            value: "[threshold, threshold]", rule: "each quantizer may stand once", remedy: "list some of: sigma-delta"),
        BadStudy(
            "schedules for too few layers", 15, "  lambda: {layers: [1/t, 1]}", key: "space.lambda",
            value: "{layers: [1/t, 1]}",
            rule: "there are schedules for 2 layers, and the networks need 3: each layer sends with a lambda",
            remedy: "list 3, the lowest layer first"),
        BadStudy(
            "schedules for no layer", 15, "  lambda: {layers: []}", key: "space.lambda.layers", value: "[]",
            rule: "1 to 100 layers may have schedules", remedy: "list one for each layer"),
        BadStudy(
            "a layer's schedule that does not parse", 15, "  lambda: {layers: [1/t, two, 1]}",
            key: "space.lambda.layers[1]", value: "two", rule: "this is not a schedule", remedy: "1/sqrt(t)"),
        BadStudy(
            "a key beside layers", 15, "  lambda: {layers: [1, 1, 1], constant: 1}", key: "space.lambda",
            value: "constant", rule: "there is no such key here", remedy: "the keys are: layers"),
        BadStudy(
            "an unknown decoder", 16, "  quantizer: threshold\n  decoder: predictive", key: "space.decoder",
            line: 17, value: "predictive", rule: "there is no such choice", remedy: "write one of: paper, aligned"),
        BadStudy(
            "a decoder twice", 16, "  quantizer: threshold\n  decoder: [aligned, aligned]", key: "space.decoder",
            line: 17, value: "[aligned, aligned]", rule: "each decoder may stand once",
            remedy: "list some of: paper, aligned"),
        BadStudy(
            "an unknown clock", 16, "  quantizer: threshold\n  clock: sundial", key: "space.clock",
            line: 17, value: "sundial", rule: "this is no clock", remedy: "write steps, oracle, surprise"),
        BadStudy(
            "a clock twice", 16, "  quantizer: threshold\n  clock: [steps, surprise, steps]", key: "space.clock",
            line: 17, value: "[steps, surprise, steps]", rule: "each clock may stand once", remedy: "[steps, surprise]"),
        BadStudy(
            "an oracle of inputs that stay", 16, "  quantizer: threshold\n  clock: [steps, oracle]", key: "space.clock",
            line: 17, value: "[steps, oracle]", rule: "no input does: the clock does nothing",
            remedy: "let inputs switch"),
        BadStudy(
            "a clock's threshold of 0", 16,
            "  quantizer: threshold\n  clock: {surprise: {threshold: {from: 0, to: 1}}}",
            key: "space.clock.surprise.threshold", line: 17, value: "{from: 0, to: 1}",
            rule: "a clock's threshold is a number above 0", remedy: "surprise(threshold=1.5"),
        BadStudy(
            "a clock's rate above 1", 16, "  quantizer: threshold\n  clock: {surprise: {fastRate: [0.5, 2]}}",
            key: "space.clock.surprise.fastRate", line: 17, value: "[0.5, 2]",
            rule: "a clock's rates are above 0 and at most 1", remedy: "surprise(threshold=1.5"),
        BadStudy(
            "a range of refractory times", 16,
            "  quantizer: threshold\n  clock: {surprise: {refractory: {from: 1, to: 9}}}",
            key: "space.clock.surprise.refractory", line: 17, value: "{from: 1, to: 9}",
            rule: "a whole number of steps", remedy: "list the numbers"),
        BadStudy(
            "no quantizer", 16, "  quantizer: []", key: "space.quantizer", value: "[]",
            rule: "at least one must", remedy: "list some of: sigma-delta"),
    ]

    private static let points = StudyText(lines: StudyText.random.lines.prefix(8) + ["sampler: points", "points:"])

    private static func point(_ line: String) -> String { points.text + "  - \(line)\n" }

    /// Points that cannot be.
    static let badPoints: [BadStudy] = [
        BadStudy(
            "a point's schedule that does not parse", point("{epsilon: 1/t, lambda: two, quantizer: threshold}"),
            line: 11, key: "points[0].lambda", value: "two", rule: "this is not a schedule", remedy: "1/sqrt(t)"),
        BadStudy(
            "a point's unknown quantizer", point("{epsilon: 1/t, lambda: 1, quantizer: two}"), line: 11,
            key: "points[0].quantizer", value: "two", rule: "there is no such choice", remedy: "sigma-delta"),
        BadStudy(
            "a point's schedules for too many layers",
            point("{epsilon: {layers: [1, 1, 1]}, lambda: 1, quantizer: threshold}"), line: 11,
            key: "points[0].epsilon", value: "{layers: [1, 1, 1]}",
            rule: "there are schedules for 3 layers, and the networks need 2: each layer above the input moves",
            remedy: "list 2, the lowest layer first"),
        BadStudy(
            "a point's unknown decoder", point("{epsilon: 1/t, lambda: 1, quantizer: threshold, decoder: two}"),
            line: 11,
            key: "points[0].decoder", value: "two", rule: "there is no such choice",
            remedy: "write one of: paper, aligned"),
        BadStudy(
            "a clock with constant schedules",
            point("{epsilon: 0.5, lambda: 0.1, quantizer: tracking, clock: surprise}"), line: 11,
            key: "points[0].clock", value: "surprise", rule: "the clock does nothing", remedy: "leave the clock out"),
        BadStudy(
            "a point's oracle of inputs that stay",
            point("{epsilon: 1/t, lambda: 1, quantizer: tracking, clock: oracle}"), line: 11,
            key: "points[0].clock", value: "oracle", rule: "no input does", remedy: "let inputs switch"),
        BadStudy(
            "a point without lambda", point("{epsilon: 1/t, quantizer: threshold}"), line: 11, key: "points[0].lambda",
            rule: "the key is missing", remedy: "add 'lambda:'"),
        BadStudy(
            "a point's range", point("{epsilon: {from: 0, to: 1}, lambda: 1, quantizer: threshold}"), line: 11,
            key: "points[0].epsilon", value: "{from: 0, to: 1}", rule: "this must be a schedule's text",
            remedy: "write one value"),
        BadStudy(
            "no points", StudyText(lines: points.lines.prefix(9) + ["points: []"]).text, line: 9, key: "sampler",
            value: "points", rule: "there are no points", remedy: "list schedules under 'points:'"),
        BadStudy(
            "a space beside points", point("{epsilon: 1, lambda: 1, quantizer: threshold}") + "space: {}\n", line: 12,
            key: "space", value: "{}", rule: "a study of points has no space", remedy: "remove 'space'"),
    ]
}
