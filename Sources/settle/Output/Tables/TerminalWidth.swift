import Foundation

/// The width for which tables are laid out.
enum TerminalWidth {
    /// The columns of the terminal on standard output; nil where standard output is no terminal, so that files and other
    /// programs get all.
    static var ofOutput: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        return columns(reported: ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0)
    }

    /// The width that a terminal reports, or 80 for one that cannot be.
    static func columns(reported: Int) -> Int {
        (20...2000).contains(reported) ? reported : 80
    }
}
