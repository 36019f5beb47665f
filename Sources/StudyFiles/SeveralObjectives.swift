import HyperparameterSearch

/// The rules of studies that minimize or maximize several values at once.
///
/// Their result is a front of trials, and not an order. So nothing that needs one value for each trial goes with them:
/// samplers that learn, schedulers and races, and confirmations.
enum SeveralObjectives {
    static func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        let names = study.kind.objectiveNames
        guard names.count > 1 else { return }
        let several = "this study has \(names.count) objectives, \(names.joined(separator: " and "))"
        if case .model(let settings, _, _) = study.sampling, settings.choice != .sobol, let value = root["sampler"] {
            throw value.error(
                rule: "a sampler that learns needs one value for each trial, and \(several)",
                remedy: "use random, sobol, grid or points, or minimize one value")
        }
        if let value = root["scheduler"] {
            throw value.error(
                rule: "a scheduler compares trials by one value, and \(several)",
                remedy: "remove 'scheduler', or minimize one value")
        }
        if let value = root["repeat"], (try? value.mapping("repetitions"))?["prune"] != nil {
            throw value.error(
                rule: "a race compares trials by one value, and \(several)",
                remedy: "remove 'prune', or minimize one value")
        }
        if let value = root["confirm"] {
            throw value.error(
                rule: "a confirmation scores the best trials by one value, and \(several)",
                remedy: "remove 'confirm', or minimize one value")
        }
    }
}

extension YAMLValue {
    /// Reads a list of two or more different objectives, each with its place in the file.
    public func severalObjectives<Objective: Hashable>(
        _ read: (YAMLValue) throws(StudyFileError) -> Objective
    ) throws(StudyFileError) -> [(objective: Objective, value: YAMLValue)] {
        let items = try list("objectives, as in [meanError, synapticOperations]")
        var found: [(objective: Objective, value: YAMLValue)] = []
        for item in items {
            let objective = try read(item)
            guard !found.contains(where: { $0.objective == objective }) else {
                throw item.error(
                    rule: "the objective stands twice in the list, and says nothing the second time",
                    remedy: "remove one of the two")
            }
            found.append((objective, item))
        }
        guard found.count > 1 else {
            throw error(
                rule: "a front needs two objectives or more, and this list has \(found.isEmpty ? "none" : "one")",
                remedy: "add another one, or write one word without a list")
        }
        return found
    }
}
