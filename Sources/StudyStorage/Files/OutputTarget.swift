import Foundation

/// A place for results. A database is never replaced, through whatever path, link or name.
///
/// A file is written atomically and keeps the permissions of the file that it replaces. Where the path is a symbolic
/// link, its target is replaced and the link stays. Data is written into FIFOs, character devices and open files of
/// this process (`/dev/stdout`) directly.
public struct OutputTarget: Sendable {
    /// The path as the user named it.
    public let path: String
    private let storages: [String]

    /// - Parameters:
    ///   - path: the path as the user named it.
    ///   - storages: databases that are refused even where their content does not show that they are databases. A
    ///     database that does not exist is ignored.
    public init(_ path: String, sparing storages: [String] = []) {
        self.path = path
        self.storages = storages
    }

    /// Checks, as far as possible before the writing, that the place can be written to.
    ///
    /// - Throws: ``OutputTargetError``.
    public func check() throws(OutputTargetError) {
        _ = try place()
    }

    /// Whether the place is a terminal.
    public var isTerminal: Bool {
        guard let place = try? TargetPlace(path) else { return false }
        switch place.occupant {
        case .descriptor(let number): return isatty(number) == 1
        case .stream:
            // Opening a FIFO would block.
            var status = stat()
            guard stat(place.path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
            let descriptor = open(place.path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            defer { if descriptor >= 0 { close(descriptor) } }
            return isatty(descriptor) == 1
        case .nothing, .file, .folder, .unsuitable: return false
        }
    }

    /// Writes all of the data. It is no error where the reader of a FIFO has gone away.
    ///
    /// - Throws: ``OutputTargetError``; a file at the place is then unchanged.
    public func write(_ data: Data) throws(OutputTargetError) {
        do {
            try write { try $0(data) }
        } catch let error as OutputTargetError {
            throw error
        } catch {
            throw problem(.system(detail: "\(error)"))
        }
    }

    /// Calls `content` with a function that writes the next piece of data. It is no error where the reader of a FIFO has
    /// gone away.
    ///
    /// - Throws: ``OutputTargetError``, and the errors of `content`; a file at the place is then unchanged.
    public func write(_ content: ((Data) throws -> Void) throws -> Void) throws {
        let place = try place()
        do {
            switch place.occupant {
            case .descriptor(let number): try content { try $0.write(to: number) }
            case .stream: try stream(content, to: place.path)
            case .nothing, .file, .folder, .unsuitable: try replace(place, by: content)
            }
        } catch let error as SystemError {
            throw problem(.system(detail: error.description))
        }
    }

    private func stream(_ content: ((Data) throws -> Void) throws -> Void, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        do {
            try content { try $0.write(to: descriptor) }
        } catch let error as SystemError where error.code == EPIPE {}
    }

    private func replace(_ place: TargetPlace, by content: ((Data) throws -> Void) throws -> Void) throws {
        let file = PendingFile(for: place.path)
        defer { file.discard() }
        do {
            try file.write(content)
        } catch let error as SystemError {
            let folder = URL(fileURLWithPath: place.path).deletingLastPathComponent().path
            throw problem(.system(detail: "\(folder) does not take new files: \(error)"))
        }
        // The place is checked again because a database may have been put there meanwhile.
        guard try self.place().path == place.path else {
            throw problem(.system(detail: "its symbolic links changed meanwhile"))
        }
        try file.replace()
    }

    /// - Throws: ``OutputTargetError`` where the place may not be written to.
    private func place() throws(OutputTargetError) -> TargetPlace {
        let place: TargetPlace
        do {
            place = try TargetPlace(path)
        } catch {
            switch error {
            case .unnamed: throw problem(.unnamed)
            case .missingFolder(let folder): throw problem(.missingFolder(folder))
            case .system(let error): throw problem(.system(detail: error.description))
            }
        }
        switch place.occupant {
        case .folder: throw problem(.folder)
        case .unsuitable: throw problem(.unsuitable)
        case .stream: return place
        case .nothing, .file, .descriptor: break
        }
        switch DatabaseFiles.protection(of: place.contentPath, sparing: storages) {
        case .storage: throw problem(.storage)
        case .database: throw problem(.database)
        case .unreadable: throw problem(.unreadable)
        case nil: return place
        }
    }

    private func problem(_ rule: OutputTargetError.Rule) -> OutputTargetError {
        OutputTargetError(path: path, rule: rule)
    }
}

extension TargetPlace {
    /// A path from which the content of the place can be read.
    fileprivate var contentPath: String {
        if case .descriptor(let number) = occupant { "/proc/self/fd/\(number)" } else { path }
    }
}
