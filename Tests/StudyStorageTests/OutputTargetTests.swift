import Foundation
import GRDB
import HyperparameterSearch
import TestSupport
import Testing

@testable import StudyStorage

/// Results can be written to any place except a database, and are written wholly or not at all.
@Suite struct OutputTargetTests {
    private static let data = Data("results\n".utf8)

    private func names(in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : 0
    }

    private func rule(_ path: String, sparing storages: [String] = []) -> OutputTargetError.Rule? {
        let target = OutputTarget(path, sparing: storages)
        let found = #expect(throws: OutputTargetError.self, "\(path)") { try target.check() }
        let written = #expect(throws: OutputTargetError.self, "\(path)") { try target.write(Self.data) }
        #expect(found == written)
        #expect(written?.path == path)
        return written?.rule
    }

    /// - Parameter isOpen: whether the last commits are still in the log.
    private func withDatabases(_ body: (TemporaryFolder) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("open.sqlite"))
            try SampleStudies.record(in: store)
            let closed = try SQLiteStore(path: folder.file("closed.sqlite"))
            try SampleStudies.record(in: closed)
            try closed.close()
            let other = try DatabaseQueue(path: folder.file("other"))
            try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
            try other.close()
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("link"), withDestinationPath: "closed.sqlite")
            try FileManager.default.createSymbolicLink(atPath: folder.file("links"), withDestinationPath: "link")
            try FileManager.default.createSymbolicLink(atPath: folder.file("here"), withDestinationPath: folder.path)
            try FileManager.default.linkItem(atPath: folder.file("closed.sqlite"), toPath: folder.file("hard"))
            try FileManager.default.linkItem(atPath: folder.file("open.sqlite-wal"), toPath: folder.file("log"))
            try body(folder)
            try SampleStudies.check(store, run: RunID(1))
        }
    }

    @Test func noDatabaseIsReplaced() throws {
        try withDatabases { folder in
            let before = try names(in: folder)
            let places = [
                "closed.sqlite", "./closed.sqlite", "here/closed.sqlite", "here/../\(folder.name)/closed.sqlite",
                "link",
                "links", "hard", "other", "closed.sqlite-wal", "closed.sqlite-shm", "closed.sqlite-journal",
                "here/closed.sqlite-wal", "other-journal", "other.lock", "open.sqlite-wal",
                "log",
            ]
            for place in places { #expect(rule(folder.file(place)) == .database, "\(place)") }
            #expect(try names(in: folder) == before)
        }
    }

    @Test func theStorageIsToldBeforeAnyFileIsRead() throws {
        try withDatabases { folder in
            let before = try names(in: folder)
            for storage in ["open.sqlite", "here/open.sqlite"] {
                let places = ["open.sqlite", "here/open.sqlite", "open.sqlite-wal", "open.sqlite-journal", "log"]
                for place in places {
                    #expect(rule(folder.file(place), sparing: [folder.file(storage)]) == .storage, "\(place)")
                }
            }
            #expect(rule(folder.file("link-wal"), sparing: [folder.file("link")]) == .storage)
            #expect(rule(folder.file("hard"), sparing: [folder.file("link")]) == .storage)
            #expect(try names(in: folder) == before)
        }
    }

    @Test func aFileIsADatabaseByItsName() throws {
        try TemporaryFolder.with { folder in
            // The content does not matter. But a storage that does not exist protects nothing.
            #expect(throws: Never.self) {
                try OutputTarget(folder.file("s"), sparing: [folder.file("s")]).write(Data())
            }
            #expect(rule(folder.file("s"), sparing: [folder.file("s")]) == .storage)
        }
    }

    /// The state that a process leaves when it is killed while it makes the file.
    @Test(arguments: [("-wal", "377F0682002DE218"), ("-journal", "D9D505F920A163D7")])
    func anEmptyFileWithALogIsADatabase(_ ending: String, _ header: String) throws {
        try TemporaryFolder.with { folder in
            let bytes = stride(from: 0, to: 16, by: 2).compactMap { UInt8(header.dropFirst($0).prefix(2), radix: 16) }
            try Data(bytes + [0, 0]).write(to: URL(fileURLWithPath: folder.file("s" + ending)))
            try Data().write(to: URL(fileURLWithPath: folder.file("s")))
            #expect(rule(folder.file("s")) == .database)
            #expect(rule(folder.file("s" + ending)) == .database)
            try OutputTarget(folder.file("t")).write(Self.data)
        }
    }

    @Test func otherPlacesTellWhatIsWrong() throws {
        try TemporaryFolder.with { folder in
            try FileManager.default.createSymbolicLink(atPath: folder.file("circle"), withDestinationPath: "circle")
            try FileManager.default.createSymbolicLink(atPath: folder.file("lost"), withDestinationPath: "none/file")
            try Data().write(to: URL(fileURLWithPath: folder.file("file")))
            try withSocket(in: folder) {
                let before = try names(in: folder)
                #expect(rule("") == .unnamed)
                #expect(rule(folder.path) == .folder)
                #expect(rule(folder.path + "/") == .folder)
                #expect(rule(folder.file("none/file")) == .missingFolder(folder.file("none")))
                #expect(rule(folder.file("lost")) == .missingFolder(folder.file("none")))
                #expect(rule(folder.file("file/file")) == .missingFolder(folder.file("file")))
                #expect(rule(folder.file("socket")) == .unsuitable)
                guard case .system? = rule(folder.file("circle")) else {
                    Issue.record("a circle of links leads nowhere")
                    return
                }
                #expect(try names(in: folder) == before)
            }
        }
    }

    private func withSocket(in folder: TemporaryFolder, _ body: () throws -> Void) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: folder.file("socket").utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        try body()
    }

    @Test func aLinkStaysAndItsFileIsReplaced() throws {
        try TemporaryFolder.with { folder in
            try FileManager.default.createDirectory(atPath: folder.file("deep"), withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(atPath: folder.file("deep/link"), withDestinationPath: "../file")
            try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "deep/link")
            for content in ["a new file", "another"] {
                try OutputTarget(folder.file("link")).write(Data(content.utf8))
                #expect(try contents(folder.file("file")) == Data(content.utf8))
                #expect(mode(folder.file("link")) & S_IFMT == S_IFLNK)
                #expect(mode(folder.file("deep/link")) & S_IFMT == S_IFLNK)
            }
            #expect(try names(in: folder) == ["deep", "file", "link"])
        }
    }

    @Test(arguments: [0o600, 0o640, 0o444, 0o755] as [mode_t])
    func aReplacedFilesPermissionsStay(_ permissions: mode_t) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("file")
            try OutputTarget(path).write(Data("old".utf8))
            let ofNewFiles = mode(path)
            try #require(chmod(path, permissions) == 0)
            try OutputTarget(path).write(Self.data)
            #expect(try contents(path) == Self.data)
            #expect(mode(path) & 0o7777 == permissions)
            try Data().write(to: URL(fileURLWithPath: folder.file("plain")))
            #expect(mode(folder.file("plain")) == ofNewFiles)
        }
    }

    @Test func aPipeIsWrittenTo() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("pipe")
            try #require(mkfifo(path, 0o600) == 0)
            // More data than a pipe can hold.
            let much = Data(repeating: 7, count: 1 << 20)
            let (received, done) = (Received(), DispatchSemaphore(value: 0))
            let reader = Thread {
                received.data = FileHandle(forReadingAtPath: path)?.readDataToEndOfFile() ?? Data()
                done.signal()
            }
            reader.start()
            try OutputTarget(path).write(much)
            done.wait()
            #expect(received.data == much)
            #expect(mode(path) & S_IFMT == S_IFIFO)
            #expect(try names(in: folder) == ["pipe"])
        }
    }

    /// The data that a thread has read, taken when the thread has ended.
    private final class Received: @unchecked Sendable {
        var data = Data()
    }

    @Test func aDeviceIsWrittenTo() throws {
        try TemporaryFolder.with { folder in
            // Through a link, so that a faulty replacement would replace the link and not the device.
            try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "/dev/null")
            try OutputTarget(folder.file("link")).write(Self.data)
            #expect(mode(folder.file("link")) & S_IFMT == S_IFLNK)
            #expect(mode("/dev/null") & S_IFMT == S_IFCHR)
            #expect(!OutputTarget(folder.file("link")).isTerminal)
        }
    }

    @Test func anOpenFileIsWrittenTo() throws {
        try TemporaryFolder.with { folder in
            let descriptor = open(folder.file("file"), O_RDWR | O_CREAT | O_APPEND, 0o600)
            defer { close(descriptor) }
            let path = folder.file("link")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/fd/\(descriptor)")
            for place in ["/dev/fd/\(descriptor)", "/proc/self/fd/\(descriptor)", path] {
                try OutputTarget(place).write(Self.data)
            }
            #expect(try contents(folder.file("file")) == Self.data + Self.data + Self.data)
            unlink(folder.file("file"))
            try OutputTarget(path).write(Self.data)
            #expect(try names(in: folder) == ["link"])
        }
    }

    @Test func anOpenDatabaseIsNotAppendedTo() throws {
        try withDatabases { folder in
            let path = folder.file("closed.sqlite")
            let before = try contents(path)
            let descriptor = open(path, O_WRONLY | O_APPEND)
            defer { close(descriptor) }
            #expect(rule("/dev/fd/\(descriptor)") == .database)
            #expect(rule("/dev/fd/\(descriptor)", sparing: [path]) == .storage)
            #expect(try contents(path) == before)
        }
    }
}

extension TemporaryFolder {
    fileprivate var name: String { URL(fileURLWithPath: path).lastPathComponent }
}
