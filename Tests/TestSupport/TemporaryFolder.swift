import Foundation

/// A temporary folder for one test, deleted when the test ends.
public struct TemporaryFolder: Sendable {
    public let path: String

    public func file(_ name: String) -> String { path + "/" + name }

    public static func with<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
        let folder = try make()
        defer { folder.remove() }
        return try body(folder)
    }

    public static func withAsync<Result>(_ body: (TemporaryFolder) async throws -> Result) async throws -> Result {
        let folder = try make()
        defer { folder.remove() }
        return try await body(folder)
    }

    private static func make() throws -> TemporaryFolder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("settle-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return TemporaryFolder(path: url.path)
    }

    private func remove() {
        // A test may have removed the right to write.
        chmod(path, 0o755)
        try? FileManager.default.removeItem(atPath: path)
    }
}
