/// The words of suggested commands.
enum ShellWord {
    /// The command that runs now, to be given again.
    static var thisCommand: String {
        (["settle"] + ProcessArguments.all.dropFirst().map(quoted)).joined(separator: " ")
    }

    /// The word as a shell reads it, in quotes if it needs them.
    static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "/._-+,:@%=".contains($0) }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
