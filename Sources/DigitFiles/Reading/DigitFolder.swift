import Foundation

/// A folder that may hold the four files, each uncompressed or gzip.
struct DigitFolder {
    let path: String

    /// - Throws: ``DigitFileError`` if the folder does not exist.
    init(_ path: String) throws(DigitFileError) {
        var status = stat()
        guard !path.isEmpty, stat(path, &status) == 0 else {
            let number = path.isEmpty ? ENOENT : errno
            guard number == ENOENT || number == ENOTDIR else {
                let detail = String(cString: strerror(number))
                throw DigitFileError(.unreadable, path, "it cannot be read (\(detail))", "check the permissions")
            }
            throw DigitFileError(.missing, path, "there is no such folder", Self.remedy, by: .fetchOrFolder)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw DigitFileError(.unreadable, path, "this is not a folder", Self.remedy, by: .fetchOrFolder)
        }
        self.path = path
    }

    /// The path of a file under the first of its names that exists; nil if none exists.
    func find(_ file: DigitFile) throws(DigitFileError) -> String? {
        for name in file.spellings {
            let candidate = path.hasSuffix("/") ? path + name : path + "/" + name
            var status = stat()
            if stat(candidate, &status) == 0 { return candidate }
            guard errno == ENOENT else {
                let detail = String(cString: strerror(errno))
                throw DigitFileError(.unreadable, candidate, "it cannot be read (\(detail))", "check the permissions")
            }
        }
        return nil
    }

    /// - Throws: ``DigitFileError`` if the file does not exist, cannot be read, or is not a complete IDX file of its
    ///   kind.
    func read(_ file: DigitFile) throws(DigitFileError) -> (path: String, content: IDXFile) {
        guard let found = try find(file) else { throw lacks(file) }
        return (found, try IDXFile(FileBytes.read(found), as: file.kind, place: found))
    }

    func lacks(_ file: DigitFile) -> DigitFileError {
        DigitFileError(
            .missing, path, "there is no \(file.name) (nor .gz) in this folder", Self.remedy, by: .fetchOrFolder)
    }

    private static let remedy = "get MNIST, or name its folder"
}
