/// Why a part of a search's figures cannot be made, and what to do: one sentence.
public struct SearchPartAbsence: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    /// Pruned trials have no value.
    static func pruned(_ count: Int, of all: Int, _ part: String) -> SearchPartAbsence {
        SearchPartAbsence(
            description: "\(part) needs every trial's value, and \(NumberText.grouped(count)) of "
                + "\(NumberText.trials(all, "was", "were")) pruned before they had one; "
                + "run the study without --keep: settle run FILE")
    }

    static func tooFew(_ count: Int, needed: Int, _ part: String) -> SearchPartAbsence {
        SearchPartAbsence(
            description: "\(part) needs at least \(NumberText.grouped(needed)) complete trials, and "
                + "\(NumberText.trials(count, "is", "are")) complete; evaluate more")
    }

    static func nothingVaries(_ part: String) -> SearchPartAbsence {
        SearchPartAbsence(
            description: "\(part) needs a parameter in which trials differ, and all have the same; "
                + "search at least one")
    }
}
