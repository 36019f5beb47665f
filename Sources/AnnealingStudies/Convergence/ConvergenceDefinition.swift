import StudyFiles

extension ConvergenceSettings {
    /// The settings as a stored definition has them.
    ///
    /// One network is written beside the steps, several under `instances`, the name from before files could say
    /// `networks`. Stored definitions keep their bytes.
    public var canonical: CanonicalValue {
        var object = networks.count == 1 ? networks[0].canonical : [:]
        if networks.count > 1 {
            object["instances"] = .list(networks.map { .object($0.canonical) })
            object["combine"] = .text(aggregation.rawValue)
        }
        object["steps"] = .integer(steps)
        object["minimize"] =
            if case .errorAt(let step) = measure { .object(["errorAt": .integer(step)]) } else {
                .text(measure.rawValue)
            }
        object["noise"] = .seed(noiseSeed)
        object["inputs"] = switching?.canonical
        return .object(object)
    }
}

extension NetworkSpecification {
    var canonical: [String: CanonicalValue] {
        [
            "layers": .list(layers.map { .integer($0) }),
            "weights": .seed(weightSeed),
            "input": .object(["seeds": .list(inputSeeds.map { .integer(Int($0)) })]),
        ]
    }
}
