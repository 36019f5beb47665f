extension BadStudy {
    /// Names, objectives, samplers and budgets that cannot be.
    static let settings: [BadStudy] =
        [
            ("../x", "../x"), ("''", ""), ("-a", "-a"), (".hidden", ".hidden"), ("a b", "a b"), ("a/b", "a/b"),
            ("\"\\e[31mred\"", "[31mred"), ("\"a\\nb\"", "ab"), ("naïve", "naïve"),
            (String(repeating: "n", count: 101), String(repeating: "n", count: 77) + "..."),
        ].map { written, shown in
            BadStudy(
                "the name \(shown)", 1, "name: \(written)", key: "name", value: shown, rule: "this is not a study name",
                remedy: "use 1 to 100 letters, digits, '.', '_' or '-'")
        } + [
            BadStudy(
                "a name that is a list", 1, "name: [a]", key: "name", value: "[a]", rule: "this must be a name",
                remedy: "write one value"),
            BadStudy(
                "inputs that switch at each step 0", 7, "    steps: 50\n    inputs: {switchEvery: 0, count: 3}",
                key: "objective.convergence.inputs.switchEvery", line: 8, value: "0",
                rule: "the number is out of range", remedy: "give one from 1"),
            BadStudy(
                "inputs that never switch", 7, "    steps: 50\n    inputs: {switchEvery: 50, count: 3}",
                key: "objective.convergence.inputs.switchEvery", line: 8, value: "50",
                rule: "the input does not switch in 50 steps", remedy: "let it switch earlier, or make more steps"),
            BadStudy(
                "one input that switches", 7, "    steps: 50\n    inputs: {switchEvery: 5, count: 1}",
                key: "objective.convergence.inputs.count", line: 8, value: "1",
                rule: "the number is out of range", remedy: "give one from 2 to 1000"),
            BadStudy(
                "two seeds of the inputs", 7, "    steps: 50\n    inputs: {switchEvery: 5, count: 2, seed: 3}",
                key: "objective.convergence.input", line: 6, value: "{seed: 2}",
                rule: "'inputs' has the seed of the inputs", remedy: "remove one of the two seeds"),
            BadStudy(
                "a layer of size 0", 4, "    layers: [6, 0, 3]", key: "objective.convergence.layers[1]", value: "0",
                rule: "the number is out of range", remedy: "give one from 1 to 100000"),
            BadStudy(
                "one layer", 4, "    layers: [6]", key: "objective.convergence.layers", value: "[6]",
                rule: "a network has 2 to 100 layers", remedy: "write a list such as [500, 500, 10]"),
            BadStudy(
                "too many weights", 4, "    layers: [100000, 100000]", key: "objective.convergence.layers",
                value: "[100000, 100000]", rule: "more than 200000000 weights", remedy: "make its layers smaller"),
            BadStudy(
                "layers that are a number", 4, "    layers: 6", key: "objective.convergence.layers", value: "6",
                rule: "this must be the number of units in each layer", remedy: "write a list"),
            BadStudy(
                "half a unit", 4, "    layers: [6, 2.5, 3]", key: "objective.convergence.layers[1]", value: "2.5",
                rule: "this is not a whole number", remedy: "without quotes"),
            BadStudy(
                "a seed below 0", 5, "    weights: {seed: -1}", key: "objective.convergence.weights.seed", value: "-1",
                rule: "the number is out of range", remedy: "give one from 0 to 4294967295"),
            BadStudy(
                "a bare seed", 5, "    weights: 1", key: "objective.convergence.weights", value: "1",
                rule: "this must be a seed, as in {seed: 1234}", remedy: "write keys and values"),
            BadStudy(
                "the same input twice", 6, "    input: {seeds: [2, 2]}", key: "objective.convergence.input.seeds",
                value: "[2, 2]", rule: "1 to 1000 different seeds are needed", remedy: "write a list"),
            BadStudy(
                "no input", 6, "    input: {seeds: []}", key: "objective.convergence.input.seeds", value: "[]",
                rule: "1 to 1000 different seeds are needed", remedy: "write a list"),
            BadStudy(
                "a string for a number", 7, "    steps: \"50\"", key: "objective.convergence.steps", value: "50",
                rule: "this is a string", remedy: "write it without quotes"),
            BadStudy(
                "a word for a number", 7, "    steps: many", key: "objective.convergence.steps", value: "many",
                rule: "this is not a whole number", remedy: "write a whole number, such as 1000"),
            BadStudy(
                "no steps", 7, "    steps: 0", key: "objective.convergence.steps", value: "0",
                rule: "the number is out of range", remedy: "give one from 1 to 10000000"),
            BadStudy(
                "a key without a value", 7, "    steps:", key: "objective.convergence.steps",
                rule: "this is not a whole number", remedy: "write a whole number"),
            BadStudy(
                "a mapping for a number", 7, "    steps: {a: 1}", key: "objective.convergence.steps", value: "{a: 1}",
                rule: "this must be a whole number", remedy: "write one value"),
            BadStudy(
                "an unknown measure", 8, "    minimize: error", key: "objective.convergence.minimize", value: "error",
                rule: "there is no such choice",
                remedy: "write one of: meanError, earlyError, finalError, meanEuclideanError"),
            BadStudy(
                "an unknown sampler", 9, "sampler: bayes", key: "sampler", value: "bayes",
                rule: "there is no such sampler", remedy: "write grid, points, gp, cmaes, tpe, sobol, auto, or {random"),
            BadStudy(
                "a random sampler without its seed", 9, "sampler: random", key: "sampler", value: "random",
                rule: "random draws need a seed", remedy: "write {random: {seed: 1234}}"),
            BadStudy(
                "two samplers", 9, "sampler: {random: {seed: 1}, grid: {}}", key: "sampler",
                value: "{random: {seed: 1}, grid: {}}", rule: "a study has one sampler", remedy: "write grid, points"),
            BadStudy(
                "a rounding that is none", 9, "sampler: {grid: {rounding: up}}", in: .grid,
                key: "sampler.grid.rounding",
                value: "up", rule: "there is no such choice", remedy: "write one of: none, decimal"),
            BadStudy(
                "an unknown kind of sampler", 9, "sampler: {bayes: {seed: 3}}", key: "sampler", value: "bayes",
                rule: "there is no such key here", remedy: "the keys are: random, grid, points"),
            BadStudy(
                "an unknown stream", 9, "sampler: {random: {stream: jax, seed: 3}}", key: "sampler.random.stream",
                value: "jax", rule: "there is no such choice", remedy: "write one of: numpy, keyed"),
            BadStudy(
                "no digits", 9, "sampler: {random: {seed: 3, significantDigits: 0}}",
                key: "sampler.random.significantDigits", value: "0", rule: "the number is out of range",
                remedy: "give one from 1 to 17"),
            BadStudy(
                "zero trials", 10, "trials: 0", key: "trials", value: "0", rule: "the number is out of range",
                remedy: "give one from 1 to 10000000"),
            BadStudy(
                "more trials than the limit", 10, "trials: 10000001", key: "trials", value: "10000001",
                rule: "the number is out of range", remedy: "give one from 1 to 10000000"),
            BadStudy(
                "more trials than can be counted", 10, "trials: 99999999999999999999", key: "trials",
                value: "99999999999999999999", rule: "this is not a whole number (of at most 18 digits)",
                remedy: "write a whole number"),
            BadStudy(
                "trials of a grid", 10, "trials: 8", in: .grid, key: "trials", value: "8",
                rule: "the size of a study of grid follows from its definition", remedy: "remove 'trials'"),
            BadStudy(
                "trials of points", 10, "trials: 8", in: .random.replacing(9, "sampler: points"), key: "trials",
                value: "8", rule: "the size of a study of points follows from its definition",
                remedy: "remove 'trials'"),
        ]
}
