/// The reason why files of digits cannot be read, fetched or written: the place, the rule that is broken, and the
/// remedy.
public struct DigitFileError: Error, Sendable, Hashable, CustomStringConvertible {
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

    /// The file, the folder or the address.
    public let place: String
    public let cause: Cause
    public let rule: String
    public let remedy: String

    init(_ cause: Cause, _ place: String, _ rule: String, _ remedy: String) {
        (self.place, self.cause, self.rule, self.remedy) = (place, cause, rule, remedy)
    }

    /// Whether the content is at fault, rather than the file system or the network.
    public var isBadData: Bool {
        switch cause {
        case .damaged, .unofficial: true
        case .missing, .unreadable, .unwritable, .busy, .unreachable, .interrupted: false
        }
    }

    public var description: String {
        "\(place.isEmpty ? "(a folder without a name)" : place): \(rule); \(remedy)"
    }

    /// The same error with another remedy.
    func with(remedy: String) -> DigitFileError { DigitFileError(cause, place, rule, remedy) }

    static func damaged(_ place: String, _ rule: String) -> DigitFileError {
        DigitFileError(.damaged, place, rule, "get the file again ('settle mnist fetch' gets MNIST)")
    }

    /// The error for a file whose SHA-256 is not that of MNIST's file.
    static func unofficial(_ place: String, _ file: DigitFile, checksum: String, wanted: String) -> DigitFileError {
        DigitFileError(
            .unofficial, place,
            "its SHA-256 (uncompressed) is \(checksum), and that of MNIST's \(file.name) is \(wanted)",
            "'settle mnist fetch' gets MNIST; other data sets are used with --unverified")
    }
}
