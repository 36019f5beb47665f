/// A reference to a trial by its study's name and its number: "paper-5000/4333". The study may be in another store.
///
/// The name is valid by ``StudyDefinition/isUsable(name:)``, and the number is at least 0.
public struct TrialReference: Sendable, Hashable, Codable {
    /// The study's name.
    public let study: String
    /// The trial's number.
    public let number: Int

    /// A reference. The name and the number are not checked.
    public init(study: String, number: Int) {
        self.study = study
        self.number = number
    }
}

extension TrialReference: LosslessStringConvertible {
    public var description: String { "\(study)/\(number)" }

    /// - Returns: nil where the text is not a valid study name, a slash and a number from 0, as ``description`` writes
    ///   them.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, StudyDefinition.isUsable(name: String(parts[0])), let number = Int(parts[1]),
            number >= 0, String(number) == parts[1]
        else { return nil }
        self.init(study: String(parts[0]), number: number)
    }
}
