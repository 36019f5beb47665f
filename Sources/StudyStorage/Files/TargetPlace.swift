import Foundation

/// The place that a path leads to through symbolic links, and its occupant.
struct TargetPlace {
    enum Occupant: Equatable {
        case nothing
        case file
        case folder
        /// A FIFO or a character device (a terminal, `/dev/null`). It is written to and never replaced.
        case stream
        /// An open file of this process (`/dev/stdout`).
        case descriptor(Int32)
        /// A socket or a block device.
        case unsuitable
    }

    /// Why a path leads to no place.
    enum Failure: Error {
        case unnamed
        case missingFolder(String)
        case system(SystemError)
    }

    /// An absolute path without symbolic links. The path of a descriptor is as the user named it.
    let path: String
    let occupant: Occupant

    /// - Throws: ``Failure`` where the folder of the place does not exist or cannot be reached.
    init(_ named: String) throws(Failure) {
        guard !named.isEmpty else { throw .unnamed }
        switch Self.end(of: named) {
        case .place(let place):
            path = place
            do {
                occupant = try Self.occupant(of: place)
            } catch {
                throw .system(error)
            }
        case .descriptor(let number): (path, occupant) = (named, .descriptor(number))
        case .missingFolder(let folder): throw .missingFolder(URL(fileURLWithPath: folder).path)
        case .failure(let error): throw .system(error)
        }
    }

    /// The place that a path leads to; the path itself where it leads to no place.
    static func resolved(_ path: String) -> String {
        if case .place(let place) = end(of: path) { place } else { path }
    }

    private static func occupant(of place: String) throws(SystemError) -> Occupant {
        var status = stat()
        guard stat(place, &status) == 0 else {
            let error = SystemError()
            guard [ENOENT, ENOTDIR].contains(error.code) else { throw error }
            return .nothing
        }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFIFO, S_IFCHR: .stream
        default: .unsuitable
        }
    }

    // MARK: Links

    private enum End {
        case place(String)
        case descriptor(Int32)
        case missingFolder(String)
        case failure(SystemError)
    }

    /// Follows the symbolic links of a path, at most 40, as Linux does. The last link may lead to a file that does not
    /// exist yet.
    private static func end(of named: String) -> End {
        var path = named
        for _ in 0..<40 {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let name = parts.last.map(String.init) ?? ""
            let folder = parts.count == 1 ? "./" : String(path.dropLast(name.count))
            let isFolder = ["", ".", ".."].contains(name)
            guard let real = realPath(isFolder ? path + "/" : folder) else {
                let error = SystemError()
                return [ENOENT, ENOTDIR].contains(error.code)
                    ? .missingFolder(isFolder ? path : folder) : .failure(error)
            }
            if isFolder { return .place(real) }
            // The link of an open file is not followed, because its file may no longer have a name.
            if isFolderOfDescriptors(real), let number = Int32(name) { return .descriptor(number) }
            let place = (real == "/" ? "" : real) + "/" + name
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place) else {
                return .place(place)
            }
            path = target.hasPrefix("/") ? target : real + "/" + target
        }
        return .failure(SystemError(code: ELOOP))
    }

    private static func isFolderOfDescriptors(_ folder: String) -> Bool {
        let process = "/proc/\(getpid())"
        return folder == process + "/fd" || folder.hasPrefix(process + "/task/") && folder.hasSuffix("/fd")
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
