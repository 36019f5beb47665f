import HyperparameterSearch
import ProgramObjectives

/// Asking and telling, by a verb or through 'settle serve'.
extension AskedStudy {
    /// - Parameter lease: in seconds.
    func ask(_ count: Int, lease: Double) throws -> AskAnswer {
        // Without what tells that this process has died: the trials stay asked for when it ends.
        var description = Provenance.describe(threads: 1)
        description.worker.processStart = ""
        return try runner.ask(count, lease: lease, as: description)
    }

    /// Tells a value on the way.
    ///
    /// - Returns: what to do, in a word, and the value that was told for the step before, where it differs.
    func tell(
        _ value: IntermediateValue, ofTrial number: Int, token: String
    ) throws -> (word: String, earlier: Double?) {
        let answer = try runner.tell(value, ofTrial: number, token: parsed(token, number))
        let word =
            switch answer.verdict {
            case .goOn: "continue"
            case .stop: "stop"
            case .wait: "wait"
            }
        return (word, answer.earlier)
    }

    /// Tells the result.
    ///
    /// - Throws: ``UsageError`` where `values` has a name that the study does not have.
    func tell(
        _ value: Double, values: [String: Double], ofTrial number: Int, token: String
    ) throws -> TellAnswer {
        let token = try parsed(token, number)
        let measure = objective.measureName
        if let name = values.keys.sorted().first(where: { !isUsable(valueName: $0) }) {
            throw UsageError(description: "--values has '\(name.prefix(100))', which is not a name; give it another")
        }
        guard values[measure] == nil else {
            throw UsageError(description: "--values has '\(measure)', which the study searches for; give it as --value")
        }
        if let known = objective.valueNames, let name = values.keys.sorted().first(where: { !known.contains($0) }) {
            throw UsageError(
                description:
                    "--values has '\(name)', and the study's values are \(([measure] + known).joined(separator: ", ")); "
                    + "leave it out, or name it in the file of another study")
        }
        let all = values.merging([measure: value]) { _, new in new }
        return try runner.tell(Evaluation(.complete(value: value), values: all), ofTrial: number, token: token)
    }

    /// Tells that the trial has no value.
    func tell(failed reason: String, ofTrial number: Int, token: String) throws -> TellAnswer {
        let reason = String(reason.prefix(Self.longestReason))
        let evaluation = Evaluation(.failed(reason: reason.isEmpty ? "no reason was told" : reason))
        return try runner.tell(evaluation, ofTrial: number, token: parsed(token, number))
    }

    private static let longestReason = 2000

    private func parsed(_ token: String, _ number: Int) throws -> AskToken {
        guard let parsed = AskToken(token) else { throw TellError.token(token, trial: number) }
        return parsed
    }
}
