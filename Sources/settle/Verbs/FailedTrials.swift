import HyperparameterSearch

/// A trial that cannot be evaluated again, because it has not failed.
struct NotFailed: Error {
    /// Whether the study has the trial at all.
    let exists: Bool
    /// The reason, without a remedy.
    let fact: String
}

extension StudyReader {
    /// - Throws: ``NotFailed``; the errors of the reader.
    func requireFailed(_ number: Int, of study: StudyRecord) throws {
        let name = study.definition.name
        guard let trial = try trial(number, of: study.id) else {
            throw NotFailed(exists: false, fact: "\(name) has no trial \(number), or it has not begun")
        }
        guard trial.state != .failed else { return }
        let state = trial.state == .claimed ? "running" : trial.state.rawValue
        throw NotFailed(
            exists: true, fact: "trial \(number) of \(name) is \(state), and only failed trials are evaluated again")
    }
}
