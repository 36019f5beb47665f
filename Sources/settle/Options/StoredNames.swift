import ArgumentParser
import StudyReports

extension CompletionKind {
    /// The names of the stored studies.
    static let studies = CompletionKind.custom { words, _, _ in StoredNames.all(forCommandLine: words) }
}

/// What the shell offers to complete.
enum StoredNames {
    /// The names of the studies of the storage that a command line names. Whatever is wrong with it, there are none, and
    /// nothing is said: a shell shows errors in the middle of the line.
    static func all(forCommandLine words: [String]) -> [String] {
        var arguments: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--storage", index + 1 < words.count { arguments = ["--storage", words[index + 1]] }
            if word.hasPrefix("--storage=") { arguments = [word] }
        }
        // A file is not migrated by a key.
        guard let options = try? StorageOptions.parse(arguments), let store = try? options.open(.unchanged),
            let studies = try? store.studies()
        else { return [] }
        return studies.map(\.definition.name)
    }
}
