import StudyFiles

extension ConvergenceSettings {
    /// Reads the settings of a convergence study.
    ///
    /// `layers`, `weights` and `input` give one network. The list `networks` gives several, each a mapping of these
    /// keys; a key that a network does not have is taken from beside the list. Older files and stored definitions call
    /// the list `instances`.
    public init(settings value: YAMLValue) throws(StudyFileError) {
        self = try ConvergenceReader.settings(value)
    }
}

enum ConvergenceReader {
    static let listKeys = ["networks", "instances"]
    private static let networkKeys = ConvergenceKeys.network.names

    static func settings(_ value: YAMLValue) throws(StudyFileError) -> ConvergenceSettings {
        let convergence = try value.mapping("the settings of the convergence experiment")
        try convergence.allow(
            only: ConvergenceKeys.settings, besides: convergence["instances"] == nil ? [] : ["instances"])
        let steps = try convergence.required("steps").integer(in: ConvergenceKeys.steps)
        let inputs = try convergence["inputs"].map { (value) throws(StudyFileError) in
            try InputSwitching.read(value, steps: steps)
        }
        if inputs?.seed != nil, let input = convergence["input"] {
            throw input.error(rule: "'inputs' has the seed of the inputs", remedy: "remove one of the two seeds")
        }
        let networks = try self.networks(convergence, inputSeed: inputs?.seed)
        if inputs != nil, networks.contains(where: { $0.inputSeeds.count > 1 }) {
            throw convergence.value.error(
                rule: "a network whose input switches has one seed, that of all its inputs",
                remedy: "write 'input: {seed: ...}', or give the seed in 'inputs'")
        }
        let (measure, further) = try ConvergenceObjectivesReader(steps: steps).objectives(
            convergence.required("minimize"))
        return ConvergenceSettings(
            networks: networks,
            aggregation: try aggregation(convergence, networks: networks.count),
            steps: steps, measure: measure,
            noiseSeed: try convergence["noise"].map { (noise) throws(StudyFileError) in try seed(noise) } ?? 0,
            multistable: MultistablePermission(
                isGiven: try convergence["multistable"]?.choice(Multistable.self) == .allow),
            furtherObjectives: further, switching: inputs?.switching)
    }

    /// What becomes of a study with a network that has several fixed points.
    enum Multistable: String, CaseIterable {
        case allow, refuse
    }

    private static func aggregation(_ convergence: YAMLMapping, networks: Int) throws(StudyFileError) -> Aggregation {
        if networks > 1 {
            guard let combine = convergence["combine"] else {
                throw convergence.value.error(
                    rule: "it does not say how the errors on its networks are combined",
                    remedy: "write 'combine: mean' or 'combine: geometricMean' beside 'networks'")
            }
            return try combine.choice(Aggregation.self)
        }
        if let combine = convergence["combine"] {
            throw combine.error(rule: "one network has nothing to combine", remedy: "remove 'combine'")
        }
        return .mean
    }

    /// - Parameter inputSeed: the input seed of networks that have none of their own.
    private static func networks(
        _ convergence: YAMLMapping, inputSeed: UInt32?
    ) throws(StudyFileError) -> [NetworkSpecification] {
        let lists = listKeys.compactMap { convergence[$0] }
        guard let list = lists.first else { return [try network(convergence, beside: nil, inputSeed: inputSeed)] }
        if lists.count > 1 {
            throw lists[1].error(rule: "'instances' is the old name of 'networks'", remedy: "keep 'networks' alone")
        }
        // The keys that every network has for itself.
        var given = Set(networkKeys)
        let networks = try self.networks(list, layers: nil, beside: convergence, inputSeed: inputSeed) { mapping in
            given.formIntersection(networkKeys.filter { mapping[$0] != nil })
        }
        for key in networkKeys where given.contains(key) {
            let inputs = key == "input" && inputSeed != nil ? convergence["inputs"] : nil
            guard let unused = convergence[key] ?? inputs else { continue }
            throw unused.error(rule: "every one of the networks has its own", remedy: "remove it here")
        }
        return networks
    }

    /// Reads a list of networks.
    ///
    /// - Parameters:
    ///   - layers: the layers of a network that says nothing of them; nil if it must.
    ///   - shared: has what a network does not say itself.
    ///   - visit: is called with each network's mapping.
    static func networks(
        _ list: YAMLValue, layers: [Int]?, beside shared: YAMLMapping?, inputSeed: UInt32? = nil,
        visit: (YAMLMapping) -> Void = { _ in }
    ) throws(StudyFileError) -> [NetworkSpecification] {
        var networks: [NetworkSpecification] = []
        for item in try list.list("networks, as in [{weights: {seed: 1}, input: {seed: 2}}]") {
            let mapping = try item.mapping("a network: layers, weights and input")
            try mapping.allow(only: ConvergenceKeys.network)
            networks.append(try network(mapping, layers: layers, beside: shared, inputSeed: inputSeed))
            visit(mapping)
        }
        if let problem = NetworkSpecification.problem(with: networks) {
            throw list.error(rule: problem.rule, remedy: problem.remedy)
        }
        return networks
    }

    private static func network(
        _ mapping: YAMLMapping, layers sizes: [Int]? = nil, beside shared: YAMLMapping?, inputSeed: UInt32? = nil
    ) throws(StudyFileError) -> NetworkSpecification {
        func value(_ key: String) throws(StudyFileError) -> YAMLValue {
            if let value = mapping[key] ?? shared?[key] { return value }
            return try mapping.required(key)
        }
        var own = mapping["layers"] == nil ? sizes : nil
        if own == nil { own = try layers(value("layers")) }
        var seeds: [UInt32] = []
        if mapping["input"] == nil, let inputSeed {
            seeds = [inputSeed]
        } else {
            seeds = try inputSeeds(value("input"))
        }
        return NetworkSpecification(
            layers: own ?? [],
            weightSeed: try seed(value("weights"), ConvergenceKeys.weights),
            inputSeeds: seeds,
            weightBits: try value("weights").mapping("weights")["bits"]?.weightBits())
    }

    private static func layers(_ value: YAMLValue) throws(StudyFileError) -> [Int] {
        let sizes = try value.sizes(
            "the number of units in each layer, input first", most: NetworkSpecification.largestLayer)
        guard NetworkSpecification.layerCounts.contains(sizes.count) else {
            throw value.error(rule: "a network has 2 to 100 layers", remedy: "write a list such as [500, 500, 10]")
        }
        guard zip(sizes, sizes.dropFirst()).reduce(0, { $0 + $1.0 * $1.1 }) <= NetworkSpecification.mostWeights else {
            throw value.error(
                rule: "the network has more than \(NetworkSpecification.mostWeights) weights",
                remedy: "make its layers smaller")
        }
        return sizes
    }

    private static func seed(
        _ value: YAMLValue, _ keys: FileKeys = ConvergenceKeys.seed
    ) throws(StudyFileError) -> UInt32 {
        let mapping = try value.mapping("a seed, as in {seed: 1234}")
        try mapping.allow(only: keys)
        return try mapping.required("seed").seedNumber()
    }

    private static func inputSeeds(_ value: YAMLValue) throws(StudyFileError) -> [UInt32] {
        let mapping = try value.mapping("a seed, as in {seed: 1241}, or several, as in {seeds: [1241, 1242]}")
        guard let list = mapping["seeds"] else { return [try seed(value)] }
        try mapping.allow(only: ConvergenceKeys.seeds)
        var seeds: [UInt32] = []
        for value in try list.list("seeds, one an input pattern") { seeds.append(try value.seedNumber()) }
        guard ConvergenceKeys.inputCounts.contains(seeds.count), Set(seeds).count == seeds.count else {
            throw list.error(rule: "1 to 1000 different seeds are needed", remedy: "write a list such as [1241, 1242]")
        }
        return seeds
    }
}
