import Foundation

/// The output of the command: data on standard output, everything else on standard error. Control characters in foreign
/// text are escaped, so that a terminal obeys only the command's own.
enum Console {
    /// Prints text and a line end on standard output.
    ///
    /// - Throws: ``OutputError`` if the text cannot be written, for example on a full disk. A closed pipe (`| head`) is
    ///   not an error.
    static func print(_ text: String) throws {
        try check(write(Array((TerminalText.lines(text) + "\n").utf8), to: STDOUT_FILENO))
    }

    /// As ``print(_:)``, of lines in UTF-8, each with its line end.
    static func print(lines: [UInt8]) throws {
        try check(write(TerminalText.lines(lines), to: STDOUT_FILENO))
    }

    private static func check(_ failure: Int32) throws {
        guard failure == 0 || failure == EPIPE else {
            throw OutputError(
                description: "standard output cannot be written (\(String(cString: strerror(failure)))); "
                    + "make room, or send it elsewhere")
        }
    }

    /// Prints a message on standard error: text and a line end; with `--progress json`, a line of JSON.
    static func error(_ text: String) {
        guard ProgressForm.chosen == .json else { return show(text) { TerminalColor.message($0) } }
        var event = ProgressEvent(Severity(of: text).event)
        event.text = text.trimmingCharacters(in: .newlines)
        tell(event)
    }

    static func tell(_ event: ProgressEvent) { show(event.line) { $0 } }

    /// Prints text and a line end on standard error.
    ///
    /// - Parameter paint: colours the text, whose control characters are escaped.
    static func show(_ text: String, paint: (String) -> String) {
        _ = write(paint(TerminalText.lines(text)) + "\n", to: STDERR_FILENO)
    }

    /// The severity of a message, by its first word.
    enum Severity {
        case message, warning, error

        init(of text: String) {
            self = text.hasPrefix("settle: ") ? .error : text.hasPrefix("Warning: ") ? .warning : .message
        }

        fileprivate var event: ProgressEvent.Name {
            switch self {
            case .message: .message
            case .warning: .warning
            case .error: .error
            }
        }
    }

    /// Prints text without a line end on standard error. A failed write is ignored, because there is no place left to
    /// report it.
    static func status(_ text: String) {
        _ = write(TerminalText.lines(text), to: STDERR_FILENO)
    }

    /// Replaces the current line of the terminal with the text.
    static func redraw(_ text: String) {
        _ = write("\r\u{1B}[K" + TerminalColor.progress(TerminalText.line(text)), to: STDERR_FILENO)
    }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The current width in columns of the terminal on standard error; nil if there is no terminal, or it does not
    /// report its width.
    static var errorWidth: Int? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// - Returns: 0, or the system's error number.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // Another process made the terminal non-blocking. Wait until it takes more.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&state, 1, 1000)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
