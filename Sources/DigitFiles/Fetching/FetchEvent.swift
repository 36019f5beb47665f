/// What a fetch has to tell while it goes on.
public enum FetchEvent: Sendable, Hashable {
    /// A file of the target folder is damaged, and will be replaced.
    case replacing(DigitFileError)
    case trying(DigitSource)
    /// The source did not give the files; the next is tried.
    case failed(DigitSource, DigitFileError)
    /// So many bytes of something are there; of how many, where that is known. Told some times a second.
    case progress(name: String, received: Int, expected: Int?)
    /// A file is whole and is MNIST's.
    case verified(DigitFile)
}
