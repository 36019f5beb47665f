import Foundation

/// Finds programs as a shell does.
enum Executable {
    /// The absolute path of a program.
    ///
    /// - Parameters:
    ///   - word: a name to look for on the path, or a path.
    ///   - path: folders with colons between them.
    ///   - directory: where a relative path begins.
    /// - Throws: ``StartError``.
    static func find(_ word: String, path: String, directory: String?) throws(StartError) -> String {
        let base = directory ?? FileManager.default.currentDirectoryPath
        let absolute = { (text: String) in text.hasPrefix("/") ? text : base + "/" + text }
        if word.contains("/") {
            let file = absolute(word)
            guard FileManager.default.fileExists(atPath: file) else {
                throw StartError(reason: "there is no such file")
            }
            guard isExecutable(file) else {
                throw StartError(reason: "the file is not executable; chmod +x makes it so")
            }
            return file
        }
        let folders = path.split(separator: ":").map(String.init)
        guard let found = folders.map({ absolute($0) + "/" + word }).first(where: isExecutable) else {
            throw StartError(reason: "no folder of the PATH has an executable of that name")
        }
        return found
    }

    private static func isExecutable(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
