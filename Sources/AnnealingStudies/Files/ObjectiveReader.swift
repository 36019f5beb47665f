import EquilibriumPropagation
import SpikingDynamics

/// Reads the `objective` of a study file.
enum ObjectiveReader {
    static func objective(_ value: YAMLValue) throws(StudyFileError) -> StudyObjective {
        let kinds = try value.mapping("an objective: convergence or training")
        try kinds.allow(only: "convergence", "training")
        if let training = kinds["training"] {
            guard kinds["convergence"] == nil else {
                throw value.error(rule: "a study has one objective", remedy: "remove convergence or training")
            }
            return .training(try TrainingReader.settings(training))
        }
        return .convergence(try convergence(kinds.required("convergence")))
    }

    private static func convergence(_ value: YAMLValue) throws(StudyFileError) -> ConvergenceSettings {
        let convergence = try value.mapping("the settings of the convergence experiment")
        try convergence.allow(only: "layers", "weights", "input", "steps", "minimize", "noise")
        let seeds = try inputSeeds(convergence.required("input"))
        return ConvergenceSettings(
            layers: try layers(convergence.required("layers")),
            weightSeed: try seed(convergence.required("weights")),
            inputSeeds: seeds,
            steps: try convergence.required("steps").integer(in: 1...10_000_000),
            measure: try convergence.required("minimize").choice(ConvergenceSettings.Measure.self),
            noiseSeed: try convergence["noise"].map(seed) ?? 0)
    }

    private static func layers(_ value: YAMLValue) throws(StudyFileError) -> [Int] {
        let sizes = try value.units("the number of units in each layer, input first", most: 100_000)
        guard (2...100).contains(sizes.count) else {
            throw value.error(rule: "a network has 2 to 100 layers", remedy: "write a list such as [500, 500, 10]")
        }
        let largest = 200_000_000
        guard zip(sizes, sizes.dropFirst()).reduce(0, { $0 + $1.0 * $1.1 }) <= largest else {
            throw value.error(
                rule: "the network has more than \(largest) weights", remedy: "make its layers smaller")
        }
        return sizes
    }

    private static func seed(_ value: YAMLValue) throws(StudyFileError) -> UInt32 {
        let mapping = try value.mapping("a seed, as in {seed: 1234}")
        try mapping.allow(only: "seed")
        return try mapping.required("seed").seedNumber()
    }

    private static func inputSeeds(_ value: YAMLValue) throws(StudyFileError) -> [UInt32] {
        let mapping = try value.mapping("a seed, as in {seed: 1241}, or several, as in {seeds: [1241, 1242]}")
        guard let list = mapping["seeds"] else { return [try seed(value)] }
        try mapping.allow(only: "seeds")
        var seeds: [UInt32] = []
        for value in try list.list("seeds, one an input pattern") { seeds.append(try value.seedNumber()) }
        guard (1...1000).contains(seeds.count), Set(seeds).count == seeds.count else {
            throw list.error(rule: "1 to 1000 different seeds are needed", remedy: "write a list such as [1241, 1242]")
        }
        return seeds
    }
}

extension YAMLValue {
    /// A seed: a whole number of 32 bits.
    func seedNumber() throws(StudyFileError) -> UInt32 {
        UInt32(try integer(in: 0...Int(UInt32.max)))
    }

    /// A list of layer sizes.
    func units(_ expectation: String, most: Int) throws(StudyFileError) -> [Int] {
        var sizes: [Int] = []
        for size in try list(expectation) { sizes.append(try size.integer(in: 1...most)) }
        return sizes
    }

    /// A finite number above 0.
    func positiveNumber() throws(StudyFileError) -> Double {
        let number = try number()
        guard number > 0 else { throw error(rule: "the number must be above 0", remedy: "give a number above 0") }
        return number
    }
}
