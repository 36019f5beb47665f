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
            furtherObjectives.isEmpty
            ? measure.canonical : .list([measure.canonical] + furtherObjectives.map { .text($0.name) })
        object["noise"] = .seed(noiseSeed)
        object["inputs"] = switching?.canonical
        return .object(object)
    }
}

extension ConvergenceSettings.Measure {
    fileprivate var canonical: CanonicalValue {
        if case .errorAt(let step) = self { .object(["errorAt": .integer(step)]) } else { .text(rawValue) }
    }
}

extension NetworkSpecification {
    var canonical: [String: CanonicalValue] {
        var weights: [String: CanonicalValue] = ["seed": .integer(Int(weightSeed))]
        weights["bits"] = weightBits.map { .integer($0.count) }
        return [
            "layers": .list(layers.map { .integer($0) }),
            "weights": .object(weights),
            "input": .object(["seeds": .list(inputSeeds.map { .integer(Int($0)) })]),
        ]
    }
}
