/// The connection of a fetch to its caller: reports events, and asks whether to stop.
struct FetchWatch {
    let isCancelled: () -> Bool
    let report: (FetchEvent) -> Void

    /// - Throws: ``DigitFileError`` if the caller has asked to stop.
    func checkCancellation(_ place: String) throws(DigitFileError) {
        guard isCancelled() else { return }
        throw DigitFileError(.interrupted, place, "the fetch was interrupted", "the same command starts it again")
    }
}
