import StudyFiles

/// Reads what a convergence study minimizes: a word, `{errorAt: 20}`, or a list of two or more of these and of counts.
struct ConvergenceObjectivesReader {
    /// The steps of the study.
    let steps: Int

    private typealias Measure = ConvergenceSettings.Measure
    private typealias Further = ConvergenceSettings.FurtherObjective

    func objectives(
        _ value: YAMLValue
    ) throws(StudyFileError) -> (ConvergenceSettings.Measure, further: [ConvergenceSettings.FurtherObjective]) {
        guard value.isSequence else { return (try measure(value), []) }
        let found = try value.severalObjectives { (item) throws(StudyFileError) in try objective(item) }
        guard case .error(let first) = found[0].objective else {
            throw found[0].value.error(
                rule: "the first objective is the value of a trial and has to be an error",
                remedy: "put an error first, as in [meanError, \(found[0].objective.name)]")
        }
        for (objective, item) in found.dropFirst() {
            guard case .error(let other) = objective else { continue }
            let single = [first, other].first { if case .errorAt = $0 { true } else { false } }
            guard case .errorAt(let step)? = single else { continue }
            throw item.error(
                rule: "a trial of {errorAt: \(step)} stops at step \(step), so it has no other error",
                remedy: "minimize it beside spikes or synapticOperations, or name other errors")
        }
        return (first, found.dropFirst().map(\.objective))
    }

    /// Reads a word, or `{errorAt: 20}`.
    private func measure(_ value: YAMLValue) throws(StudyFileError) -> Measure {
        guard value.isMapping else {
            if let text = try? value.text("a word"), let count = Further.allCases.first(where: { $0.name == text }),
                Measure(rawValue: text) == nil
            {
                throw value.error(
                    rule: "the fewest are those of a network that never fires, whatever its error",
                    remedy: "minimize an error beside it, as in [meanError, \(count.name)]")
            }
            return try value.choice(Measure.self)
        }
        let mapping = try value.mapping("a measure, as in {errorAt: 20}")
        try mapping.allow(only: ConvergenceKeys.errorAt)
        let written = try mapping.required("errorAt")
        let step = try written.integer(in: ConvergenceKeys.steps)
        guard step <= steps else {
            throw written.error(
                rule: "a trial has no error at this step: it makes \(steps.counted("step"))",
                remedy: "give a step from 1 to \(steps), or raise 'steps'")
        }
        return .errorAt(step)
    }

    /// Reads an item of a list.
    private func objective(_ value: YAMLValue) throws(StudyFileError) -> Further {
        if value.isMapping { return .error(try measure(value)) }
        let text = try value.text("an objective, as in [meanError, synapticOperations]")
        guard let found = Further.allCases.first(where: { $0.name == text }) else {
            throw value.error(
                rule: "there is no such objective",
                remedy: "write two or more of: \(Further.allCases.map(\.name).joined(separator: ", "))")
        }
        return found
    }
}
