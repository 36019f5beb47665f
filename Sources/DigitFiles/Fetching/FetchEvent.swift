/// An event that a fetch reports while it runs.
public enum FetchEvent: Sendable, Hashable {
    /// A file in the target folder is damaged and will be replaced.
    case replacing(DigitFileError)
    /// The source is asked for the missing files.
    case trying(DigitSource)
    /// The source did not deliver the files; the next source is tried.
    case failed(DigitSource, DigitFileError)
    /// `received` bytes of a download have arrived, out of `expected` if that is known. Reported several times a
    /// second.
    case progress(name: String, received: Int, expected: Int?)
    /// A file is complete and is MNIST's.
    case verified(DigitFile)
}
