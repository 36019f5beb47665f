#if THREAD_SANITIZER
    import Foundation

    /// The standard library's `Mutex` on a lock that the thread sanitizer sees.
    ///
    /// On Linux the standard library waits with `futex` calls of its own, of which the sanitizer knows nothing: it would report
    /// everything that a mutex protects.
    public struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
        private let lock = NSLock()
        private let value: UnsafeMutablePointer<Value>

        public init(_ initialValue: consuming sending Value) {
            value = .allocate(capacity: 1)
            value.initialize(to: initialValue)
        }

        deinit {
            value.deinitialize(count: 1)
            value.deallocate()
        }

        public borrowing func withLock<Result: ~Copyable, Failure: Error>(
            _ body: (inout sending Value) throws(Failure) -> sending Result
        ) throws(Failure) -> sending Result {
            lock.lock()
            defer { lock.unlock() }
            return try body(&value.pointee)
        }
    }
#else
    import Synchronization

    /// The standard library's lock. Files that use it import this module, so that tests under the thread sanitizer can have a
    /// lock that the sanitizer sees.
    public typealias Mutex<Value: ~Copyable> = Synchronization.Mutex<Value>
#endif
