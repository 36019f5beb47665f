/// A trial of a study known by its name, in this store or another: "paper-5000/4333".
///
/// The name is as ``StudyDefinition/isUsable(name:)`` has it, the number 0 or more.
public struct TrialReference: Sendable, Hashable, Codable {
    public let study: String
    public let number: Int

    public init(study: String, number: Int) {
        self.study = study
        self.number = number
    }
}

extension TrialReference: LosslessStringConvertible {
    public var description: String { "\(study)/\(number)" }

    /// - Returns: nil where the text is not a study's name, a stroke and a number from 0, as ``description`` writes it.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, StudyDefinition.isUsable(name: String(parts[0])), let number = Int(parts[1]),
            number >= 0, String(number) == parts[1]
        else { return nil }
        self.init(study: String(parts[0]), number: number)
    }
}
