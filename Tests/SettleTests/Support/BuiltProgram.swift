import Foundation

/// A program of the package, as it was built beside these tests.
enum BuiltProgram: String {
    case settle
    case minimizeFunction = "MinimizeFunction"

    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    var path: String {
        let beside = [Bundle.main.executablePath ?? "", CommandLine.arguments[0]].map {
            URL(fileURLWithPath: $0).deletingLastPathComponent()
        }
        let folders = beside + [Self.repository.appendingPathComponent(".build/release")]
        let paths = folders.map { $0.appendingPathComponent(rawValue).path }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? paths[0]
    }
}
