/// How a fetch talks to its caller: what it tells, and whether it is to stop.
struct FetchWatch {
    let isCancelled: () -> Bool
    let report: (FetchEvent) -> Void

    /// - Throws: ``DigitFileError`` once the caller has asked to stop.
    func checkCancellation(_ place: String) throws(DigitFileError) {
        guard isCancelled() else { return }
        throw DigitFileError(.interrupted, place, "the fetch was interrupted", "the same command starts it again")
    }
}
