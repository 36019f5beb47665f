import Foundation

/// Where the command writes: data on standard output, everything else on standard error, and nothing that a terminal
/// would obey but its own.
enum Console {
    /// - Throws: ``OutputError`` where the text cannot be written, as on a full disk. A reader that has gone away
    ///   (`| head`) is no error of ours.
    static func print(_ text: String) throws {
        let failure = write(TerminalText.lines(text) + "\n", to: STDOUT_FILENO)
        guard failure == 0 || failure == EPIPE else {
            throw OutputError(
                description: "standard output cannot be written (\(String(cString: strerror(failure)))); "
                    + "make room, or send it elsewhere")
        }
    }

    static func error(_ text: String) {
        status(text + "\n")
    }

    /// Text without a line end, on standard error. Where that is gone there is nobody to tell.
    static func status(_ text: String) {
        _ = write(TerminalText.lines(text), to: STDERR_FILENO)
    }

    /// On a terminal, text in place of the line that the cursor is on.
    static func redraw(_ text: String) {
        _ = write("\r\u{1B}[K" + TerminalText.line(text), to: STDERR_FILENO)
    }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The columns of the terminal that standard error goes to, as wide as it is now; nil where it is none, or keeps
    /// its width to itself.
    static var errorWidth: Int? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// - Returns: 0, or the system's error number.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // Somebody made the terminal non-blocking: wait until it takes more.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&state, 1, 1000)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
