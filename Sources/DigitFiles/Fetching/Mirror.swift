import Foundation

/// An address under which the four files lie.
struct Mirror {
    let base: URL
    /// Seconds.
    let patience: TimeInterval
    let watch: FetchWatch

    /// A file, gzip or plain, and the address that it came from.
    ///
    /// - Throws: ``DigitFileError`` where the mirror cannot be reached, has no such file, stalls, or ends too early.
    func download(_ file: DigitFile) throws(DigitFileError) -> (place: String, data: [UInt8]) {
        let urls = [file.name + ".gz", file.name].map { base.appendingPathComponent($0) }
        for url in urls {
            // Incompressible or not, no form of the file is longer.
            let download = HTTPDownload(url: url, patience: patience, limit: file.officialSize + (1 << 20))
            let data = try download.run(watch) { received, expected in
                watch.report(.progress(name: url.lastPathComponent, received: received, expected: expected))
            }
            if let data { return (url.absoluteString, data) }
        }
        throw DigitFileError(
            .unreachable, urls[0].absoluteString, "the mirror has no such file (404), nor one without .gz",
            "check the address, or name another mirror with --mirror")
    }
}
