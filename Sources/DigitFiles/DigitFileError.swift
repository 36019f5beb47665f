/// The reason why files of digits cannot be read, fetched or written: the place, the rule that is broken, and the
/// remedy.
public struct DigitFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error, for programs that treat the kinds differently.
    public enum Cause: Sendable, Hashable, CaseIterable {
        /// The folder or one of the files does not exist.
        case missing
        /// The system refuses to read.
        case unreadable
        /// The system refuses to write.
        case unwritable
        /// Another process is fetching into the same folder.
        case busy
        /// A mirror or a package index does not deliver the file.
        case unreachable
        /// The caller asked to stop.
        case interrupted
        /// The content is not an IDX file, or is only a part of one.
        case damaged
        /// The content is an IDX data set other than MNIST.
        case unofficial
    }

    /// The means by which a program lets its user follow the remedy. A program may add their names.
    public enum Means: Sendable, Hashable, CaseIterable {
        /// The folder to fetch into.
        case target
        /// The sources to fetch from.
        case mirror, folder, mirrorOrFolder, anySource
        /// Reading another data set from its folder, without verification.
        case otherData
        /// Fetching the file again.
        case fetchAgain
        /// Fetching MNIST, or reading without verification.
        case fetchOrUnverified
        /// Fetching MNIST, or naming its folder.
        case fetchOrFolder
    }

    /// The file, the folder or the address.
    public let place: String
    /// The kind of error.
    public let cause: Cause
    /// The rule that is broken.
    public let rule: String
    /// What to do about it.
    public let remedy: String
    /// How a program lets its user follow the remedy; nil where it has nothing to add.
    public let means: Means?

    init(_ cause: Cause, _ place: String, _ rule: String, _ remedy: String, by means: Means? = nil) {
        (self.place, self.cause, self.rule, self.remedy, self.means) = (place, cause, rule, remedy, means)
    }

    /// Whether the content is at fault, rather than the file system or the network.
    public var isBadData: Bool {
        switch cause {
        case .damaged, .unofficial: true
        case .missing, .unreadable, .unwritable, .busy, .unreachable, .interrupted: false
        }
    }

    public var description: String { "\(fact); \(remedy)" }

    /// The place and the rule, without the remedy.
    public var fact: String { "\(place.isEmpty ? "(a folder without a name)" : place): \(rule)" }

    /// The same error with another remedy.
    func with(remedy: String, by means: Means?) -> DigitFileError {
        DigitFileError(cause, place, rule, remedy, by: means)
    }

    static func damaged(_ place: String, _ rule: String) -> DigitFileError {
        DigitFileError(.damaged, place, rule, "get the file again", by: .fetchAgain)
    }

    /// The error for a sound file of a form that is not read.
    static func unsupported(_ place: String, _ rule: String, _ remedy: String) -> DigitFileError {
        DigitFileError(.damaged, place, rule, remedy)
    }

    /// The error for a file whose SHA-256 is not that of MNIST's file.
    static func unofficial(_ place: String, _ file: DigitFile, checksum: String, wanted: String) -> DigitFileError {
        DigitFileError(
            .unofficial, place,
            "its SHA-256 (uncompressed) is \(checksum), and that of MNIST's \(file.name) is \(wanted)",
            "get MNIST; other data sets are read without verification", by: .fetchOrUnverified)
    }
}
