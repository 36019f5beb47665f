import Foundation

/// An address under which the four files lie.
struct Mirror {
    let base: URL
    /// Seconds without a byte after which a download fails.
    let patience: TimeInterval
    let watch: FetchWatch

    /// Downloads a file.
    ///
    /// - Returns: the address of the file, and its content, gzip or uncompressed.
    /// - Throws: ``DigitFileError`` if the mirror cannot be reached, does not have the file, stalls, or stops too
    ///   early.
    func download(_ file: DigitFile) throws(DigitFileError) -> (place: String, data: [UInt8]) {
        let urls = [file.name + ".gz", file.name].map { base.appendingPathComponent($0) }
        for url in urls {
            // Even as gzip of incompressible content, the file would not be longer.
            let download = HTTPDownload(url: url, patience: patience, limit: file.officialSize + (1 << 20))
            let data = try download.run(watch) { received, expected in
                watch.report(.progress(name: url.lastPathComponent, received: received, expected: expected))
            }
            if let data { return (url.absoluteString, data) }
        }
        throw DigitFileError(
            .unreachable, urls[0].absoluteString, "the mirror has no such file (404), nor one without .gz",
            "check the address, or name another mirror", by: .mirror)
    }
}
