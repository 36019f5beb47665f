import Foundation

/// What signals do to the process, apart from those of an ``Interruption``.
enum ProcessSignals {
    static func prepare() {
        // A write to a closed terminal or pipe (| head) must not end the process.
        signal(SIGPIPE, SIG_IGN)
        // A write beyond the largest file that the process may make (ulimit -f) must fail, and not end the process.
        signal(SIGXFSZ, SIG_IGN)
        // Swift's runtime prints a backtrace on SIGQUIT and goes on. The signal must end the process at once. It stays
        // ignored where the process was started so.
        let earlier = unsafeBitCast(signal(SIGQUIT, SIG_DFL), to: Int.self)
        if earlier == unsafeBitCast(SIG_IGN, to: Int.self) { signal(SIGQUIT, SIG_IGN) }
    }
}
