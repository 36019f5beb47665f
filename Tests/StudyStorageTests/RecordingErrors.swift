import Testing

/// Runs the body of an exit test, and records the error that ends it, so that the test in the parent process shows it.
///
/// An error that an exit test throws ends its process by a trap: the parent then sees only the signal, SIGILL.
func recordingErrors(_ body: () throws -> Void) {
    do { try body() } catch { Issue.record(error) }
}
