import Foundation

/// Fetches MNIST into a folder, from the first source that has it.
///
/// Files are installed uncompressed. Each is first written under a temporary name. When all missing files are complete
/// and have the official SHA-256, they are renamed. A process that ends before that leaves nothing that looks like a
/// data set, and the next fetch removes its temporary files.
public struct DigitFetch: Sendable {
    /// What a fetch did.
    public enum Outcome: Sendable, Hashable {
        /// The folder already held all four files; nothing was done.
        case alreadyThere
        /// The missing files were fetched, verified and installed.
        case installed
    }

    /// The folder that the files are installed in.
    public let folder: String
    /// The sources, in the order in which they are tried.
    public let sources: [DigitSource]
    /// Seconds without a byte after which the fetch gives up a mirror.
    public let patience: TimeInterval
    /// The SHA-256 of each file, uncompressed. Only tests have others than the official ones.
    var checksums = Dictionary(uniqueKeysWithValues: DigitFile.allCases.map { ($0, $0.officialChecksum) })

    /// A fetch into a folder, which is made where it is missing.
    ///
    /// `patience` is the time in seconds without a byte after which a mirror is given up.
    public init(folder: String, sources: [DigitSource] = DigitSource.usual, patience: TimeInterval = 15) {
        (self.folder, self.sources, self.patience) = (folder, sources, patience)
    }

    /// Blocks until the files are installed. Call it on a thread, not in a `Task`: asynchronous work goes on meanwhile,
    /// and needs the threads that tasks share.
    ///
    /// - Parameters:
    ///   - isCancelled: called several times a second. If it returns true, the fetch cleans up and throws.
    ///   - report: called on this thread.
    /// - Throws: ``DigitFileError``. Then no file has been installed, and no temporary file is left.
    public func run(
        isCancelled: @escaping () -> Bool = { false }, report: @escaping (FetchEvent) -> Void = { _ in }
    ) throws(DigitFileError) -> Outcome {
        try run(FetchWatch(isCancelled: isCancelled, report: report))
    }

    private func run(_ watch: FetchWatch) throws(DigitFileError) -> Outcome {
        // A complete folder may be read-only.
        if try missingFiles(watch: nil).isEmpty { return .alreadyThere }
        let target = try TargetFolder(folder)
        defer { target.close() }
        let missing = try missingFiles(watch: watch)
        if missing.isEmpty { return .alreadyThere }
        try fetch(missing, into: target, watch)
        try watch.checkCancellation(folder)
        try target.install(missing)
        return .installed
    }

    /// The files that are missing from the folder or damaged.
    ///
    /// - Throws: ``DigitFileError`` if a file belongs to another data set, which a fetch never replaces.
    private func missingFiles(watch: FetchWatch?) throws(DigitFileError) -> [DigitFile] {
        var missing: [DigitFile] = []
        for file in DigitFile.allCases {
            do throws(DigitFileError) {
                let (path, content) = try DigitFolder(folder).read(file)
                guard content.checksum != checksums[file] else { continue }
                throw DigitFileError(
                    .unofficial, path, "this is not MNIST's \(file.name), and is not replaced",
                    "move it away, or name another folder", by: .target)
            } catch {
                switch error.cause {
                case .missing: break
                case .damaged: watch?.report(.replacing(error))
                case .unreadable:
                    throw error.with(remedy: "make it readable, or name another folder", by: .target)
                case .unwritable, .busy, .unreachable, .interrupted, .unofficial: throw error
                }
                missing.append(file)
            }
        }
        return missing
    }

    /// Writes the missing files, verified, under temporary names into the target.
    private func fetch(
        _ missing: [DigitFile], into target: TargetFolder, _ watch: FetchWatch
    ) throws(DigitFileError) {
        var missing = missing
        var failure: DigitFileError?
        for source in sources {
            do throws(DigitFileError) {
                watch.report(.trying(source))
                let reader = try reader(of: source, target, watch)
                // Files that an earlier source delivered before it failed are kept.
                while let file = missing.first {
                    try watch.checkCancellation(folder)
                    let (place, data) = try reader(file)
                    try target.stage(verified(data, file, place).bytes, as: file)
                    watch.report(.verified(file))
                    missing.removeFirst()
                }
                return
            } catch {
                switch error.cause {
                case .unwritable, .busy, .interrupted: throw error
                case .missing, .damaged:
                    failure = error.with(remedy: "name another source", by: .anySource)
                case .unreadable, .unreachable, .unofficial: failure = error
                }
                if sources.count > 1 { watch.report(.failed(source, error)) }
            }
        }
        if let failure, sources.count == 1 { throw failure }
        throw DigitFileError(
            .unreachable, folder, "none of \(sources.count) sources gave the files",
            "check the network, or copy them from a folder", by: .folder)
    }

    /// A function that reads a file from a source. It returns the content, uncompressed or gzip, and the place for
    /// errors.
    private func reader(
        of source: DigitSource, _ target: TargetFolder, _ watch: FetchWatch
    ) throws(DigitFileError) -> (DigitFile) throws(DigitFileError) -> (place: String, data: [UInt8]) {
        switch source {
        case .folder(let path):
            return Self.reader(of: try DigitFolder(path))
        case .mirror(let url):
            let mirror = Mirror(base: url, patience: patience, watch: watch)
            return { file throws(DigitFileError) in try mirror.download(file) }
        case .package:
            let workspace = try target.makeWorkspace()
            return Self.reader(of: try PackageDownload(workspace: workspace, watch: watch).files())
        }
    }

    private static func reader(
        of folder: DigitFolder
    ) -> (DigitFile) throws(DigitFileError) -> (place: String, data: [UInt8]) {
        { file throws(DigitFileError) in
            guard let path = try folder.find(file) else { throw folder.lacks(file) }
            return (path, try FileBytes.read(path))
        }
    }

    private func verified(_ data: [UInt8], _ file: DigitFile, _ place: String) throws(DigitFileError) -> IDXFile {
        let content = try IDXFile(data, as: file.kind, place: place)
        let wanted = checksums[file] ?? file.officialChecksum
        guard content.checksum == wanted else {
            throw DigitFileError(
                .unofficial, place,
                "its SHA-256 (uncompressed) is \(content.checksum), and that of MNIST's \(file.name) is \(wanted)",
                "name another source; other data sets need no fetch: use their folder", by: .otherData)
        }
        return content
    }
}
