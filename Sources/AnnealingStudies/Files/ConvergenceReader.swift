/// Reads the settings of a convergence study.
///
/// One network is given by `layers`, `weights` and `input`. Several are a list, `instances`, of such; what one of them
/// does not give is taken from beside the list.
enum ConvergenceReader {
    private static let networkKeys = ["layers", "weights", "input"]

    static func settings(_ value: YAMLValue) throws(StudyFileError) -> ConvergenceSettings {
        let convergence = try value.mapping("the settings of the convergence experiment")
        try convergence.allow(only: "layers", "weights", "input", "instances", "combine", "steps", "minimize", "noise")
        let instances = try self.instances(convergence)
        return ConvergenceSettings(
            instances: instances,
            combination: try combination(convergence, instances: instances.count),
            steps: try convergence.required("steps").integer(in: 1...10_000_000),
            measure: try convergence.required("minimize").choice(ConvergenceSettings.Measure.self),
            noiseSeed: try convergence["noise"].map(seed) ?? 0)
    }

    private static func combination(_ convergence: YAMLMapping, instances: Int) throws(StudyFileError) -> Combination {
        if instances > 1 {
            guard let combine = convergence["combine"] else {
                throw convergence.value.error(
                    rule: "it does not say how the errors on its networks are combined",
                    remedy: "write 'combine: mean' or 'combine: geometricMean' beside 'instances'")
            }
            return try combine.choice(Combination.self)
        }
        if let combine = convergence["combine"] {
            throw combine.error(rule: "one network has nothing to combine", remedy: "remove 'combine'")
        }
        return .mean
    }

    private static func instances(_ convergence: YAMLMapping) throws(StudyFileError) -> [NetworkInstance] {
        guard let list = convergence["instances"] else { return [try instance(convergence, beside: nil)] }
        var instances: [NetworkInstance] = []
        // What each of them gives for itself.
        var given = Set(networkKeys)
        for item in try list.list("networks, as in [{weights: {seed: 1}, input: {seed: 2}}]") {
            let mapping = try item.mapping("a network: layers, weights and input")
            try mapping.allow(only: "layers", "weights", "input")
            let instance = try instance(mapping, beside: convergence)
            instances.append(instance)
            given.formIntersection(networkKeys.filter { mapping[$0] != nil })
        }
        if let problem = NetworkInstance.problem(with: instances) {
            throw list.error(rule: problem.rule, remedy: problem.remedy)
        }
        for key in networkKeys where given.contains(key) {
            guard let unused = convergence[key] else { continue }
            throw unused.error(rule: "every one of the instances has its own", remedy: "remove it here")
        }
        return instances
    }

    private static func instance(
        _ mapping: YAMLMapping, beside shared: YAMLMapping?
    ) throws(StudyFileError) -> NetworkInstance {
        func value(_ key: String) throws(StudyFileError) -> YAMLValue {
            if let value = mapping[key] ?? shared?[key] { return value }
            return try mapping.required(key)
        }
        return NetworkInstance(
            layers: try layers(value("layers")), weightSeed: try seed(value("weights")),
            inputSeeds: try inputSeeds(value("input")))
    }

    private static func layers(_ value: YAMLValue) throws(StudyFileError) -> [Int] {
        let sizes = try value.units(
            "the number of units in each layer, input first", most: NetworkInstance.largestLayer)
        guard NetworkInstance.layerCounts.contains(sizes.count) else {
            throw value.error(rule: "a network has 2 to 100 layers", remedy: "write a list such as [500, 500, 10]")
        }
        guard zip(sizes, sizes.dropFirst()).reduce(0, { $0 + $1.0 * $1.1 }) <= NetworkInstance.mostWeights else {
            throw value.error(
                rule: "the network has more than \(NetworkInstance.mostWeights) weights",
                remedy: "make its layers smaller")
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
