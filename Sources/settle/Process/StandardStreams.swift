import Foundation

/// The three streams that every process has.
enum StandardStreams {
    /// Opens closed streams, so that no file gets their numbers: what is printed would be written into that file. A
    /// stream that was closed still cannot be written to.
    static func occupy() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
            // The lowest free number is taken, which is this one.
            _ = open("/", O_RDONLY)
        }
    }
}
