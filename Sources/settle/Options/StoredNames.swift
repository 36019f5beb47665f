import ArgumentParser
import Foundation

extension CompletionKind {
    /// The names of the stored studies.
    static let studies = CompletionKind.custom { words, _, _ in StoredNames.all(forCommandLine: words) }
}

/// What the shell offers to complete.
enum StoredNames {
    /// The names of the studies of the storage that a command line names. Whatever is wrong with it, there are none, and
    /// nothing is said: a shell shows errors in the middle of the line.
    static func all(forCommandLine words: [String]) -> [String] {
        // A shell may take the equals sign for a word of its own.
        let words = words.flatMap { word in
            word.hasPrefix("--storage=") ? ["--storage", String(word.dropFirst("--storage=".count))] : [word]
        }.filter { $0 != "=" }
        var arguments: [String] = []
        if let index = words.lastIndex(of: "--storage"), index + 1 < words.count {
            // The shell has not taken off the quotes yet.
            let path = words[index + 1].trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
            arguments = ["--storage", NSString(string: path).expandingTildeInPath]
        }
        guard let options = try? StorageOptions.parse(arguments) else { return [] }
        return (try? options.studyNames()) ?? []
    }
}
