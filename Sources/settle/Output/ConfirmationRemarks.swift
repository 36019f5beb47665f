import StudyReports

/// What is said of a study's confirmation beside a list of its best trials.
struct ConfirmationRemarks {
    private let confirmation: StudyConfirmation
    /// The study's name.
    private let study: String
    private let storage: StorageOptions

    init(_ confirmation: StudyConfirmation, of study: String, storage: StorageOptions) {
        (self.confirmation, self.study, self.storage) = (confirmation, study, storage)
    }

    var texts: [String] {
        [state].compactMap { $0 }
            + confirmation.failures.map {
                "Trial \($0.trial) could not be scored again: " + TerminalText.sentence($0.reason)
            }
    }

    private var state: String? {
        let top = confirmation.declared.top
        let order = "so the order is that of the search"
        let resume = "settle resume \(study)"
        switch confirmation.state {
        // A remark on the whole study says it.
        case .searching: return nil
        case .complete:
            return "The order is the confirmed one: 'confirmed' is \(confirmation.meaning). The search chose "
                + "\(NumberText.count(confirmation.request?.candidates.count ?? top, "trial")) for it; their values and "
                + "ranks in the search are beside."
        case .unfinished(let left):
            let all = confirmation.request?.study.points.count ?? left
            return "The confirmation of \(study) is unfinished (\(NumberText.grouped(left)) of "
                + "\(NumberText.count(all, "trial")) are left), \(order). Go on with: \(resume)\(storage.argument)"
        case .uncertain(let certain):
            return
                "The best \(top) of \(study) cannot be scored again, because only \(certain) of them are certain: other "
                + "trials were pruned. Lower 'top' in its file, or, if its sampler does not learn, evaluate more with: "
                + "\(resume) --keep \(top)\(storage.argument)"
        case .nothingToConfirm:
            return confirmation.failures.isEmpty
                ? "No trial of \(study) is complete, so none is scored again."
                : "None of the best trials of \(study) can be scored again, \(order)."
        }
    }
}

/// What is said of the best trials of a study whose search has not ended.
struct ProvisionalRemark {
    let text: String

    /// - Returns: nil if every trial has a result.
    init?(of study: StoredStudy, storage: StorageOptions) throws {
        let left = try study.unfinished()
        guard left > 0 else { return nil }
        let budget = study.record.definition.budget
        text =
            "\(study.name) is unfinished, so its best are provisional: \(NumberText.grouped(left)) of "
            + "\(NumberText.count(budget, "trial")) \(left == 1 ? "has" : "have") no result yet. Go on with: settle resume "
            + "\(study.name)\(storage.argument)"
    }
}
