import Foundation

/// Files that the command writes for people.
enum OutputFile {
    /// Writes the whole file or nothing.
    ///
    /// - Parameter option: by which the user may name another file.
    static func write(_ data: Data, to path: String, option: String = "-o") throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        let problem: String
        if path.isEmpty {
            problem = "it has no name"
        } else if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            problem = "it is a folder"
        } else if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
            problem = "there is no folder \(folder)"
        } else {
            do {
                return try data.write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                problem = "\(folder) does not take new files: \(error.localizedDescription)"
            }
        }
        throw OutputError(description: "'\(path)' cannot be written (\(problem)); name another file with \(option)")
    }
}
