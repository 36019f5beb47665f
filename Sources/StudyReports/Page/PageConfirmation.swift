import HyperparameterSearch

extension StudyPage {
    /// What the page says of the study's confirmation.
    public struct Confirmation: Sendable, Equatable {
        /// Whether the best trials are in the confirmed order.
        public var isComplete: Bool
        /// Such as `16 further networks`.
        public var ground: String
        /// One sentence on what the list of the best is, without its full stop.
        public var note: String

        public init(isComplete: Bool, ground: String, note: String) {
            (self.isComplete, self.ground, self.note) = (isComplete, ground, note)
        }
    }
}

extension StudyPage.Confirmation {
    /// - Parameter direction: of the search.
    init(_ confirmation: StudyConfirmation, direction: Direction) {
        let top = NumberText.count(confirmation.declared.top, "best trial")
        let note =
            switch confirmation.state {
            case .complete:
                "The search's \(top) were scored again on \(confirmation.ground), which it had not seen. The list is in "
                    + "that order, and each number is \(confirmation.meaning). A value in the search is on the average too "
                    + (direction == .minimize ? "low" : "high") + ", because it was chosen for being the best"
            case .unfinished:
                "The confirmation on \(confirmation.ground) is unfinished, so the list is in the order of the search"
            case .searching:
                "The search has not ended, so its \(top) are not confirmed yet, and the order may change"
            case .uncertain(let certain):
                "The search's \(top) cannot be confirmed: only the best \(certain) are certain, because other trials were "
                    + "pruned"
            case .nothingToConfirm:
                confirmation.failures.isEmpty
                    ? "No trial is complete, so there is nothing to confirm"
                    : "None of the best trials can be scored again"
            }
        self.init(isComplete: confirmation.isComplete, ground: confirmation.ground, note: note)
    }
}
