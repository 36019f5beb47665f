import HyperparameterSearch

/// What an imported study does not have as the file has it, in sentences.
struct ImportRemarks {
    private(set) var texts: [String] = []

    init(_ space: UnionSpace, _ counts: ReadTrials.Counts) {
        add(space.unitedNames) { "\($0): trials had different ranges, and the study has all of them." }
        for parameter in space.parameters {
            guard let condition = parameter.condition else { continue }
            let values = condition.values.prefix(8).map(\.description).joined(separator: " or ")
            texts.append(
                "\(parameter.name): only some trials have it, those in which \(condition.parent) is \(values).")
        }
        add(space.unexplainedNames) {
            "\($0): only some trials have it, and on what that depends was not found; new trials always have it."
        }
        add(space.rewordedNames) { "\($0): a choice that is null or a list is its JSON text here, as a word." }
        add(counts.running, "was running, and waits here", "were running, and wait here")
        add(counts.waiting, "was waiting, and waits here", "were waiting, and wait here")
        add(
            counts.completed, "that waits lacked parameters, and has the middle of their ranges",
            "that wait lacked parameters, and have the middle of their ranges")
        add(
            counts.withoutFiniteValue, "was complete without a finite value, and counts as failed",
            "were complete without a finite value, and count as failed")
        add(
            counts.prunedWithoutValue, "was pruned without a value, and counts as failed",
            "were pruned without a value, and count as failed")
        if counts.droppedIntermediateValues > 0 {
            let count = counts.droppedIntermediateValues
            texts.append(
                "\(count) intermediate value\(count == 1 ? " is" : "s are") not finite, and left out.")
        }
    }

    private mutating func add(_ names: [String], _ sentence: (String) -> String) {
        guard !names.isEmpty else { return }
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
        texts.append(sentence(shown))
    }

    private mutating func add(_ count: Int, _ one: String, _ many: String) {
        guard count > 0 else { return }
        texts.append("\(count.counted("trial")) \(count == 1 ? one : many).")
    }
}
