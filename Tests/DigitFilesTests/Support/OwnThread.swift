import Foundation

/// Runs on a thread of its own work that blocks while asynchronous work goes on. Tests run on the few threads that
/// asynchronous work needs.
func onThreadOfItsOwn<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: Result(catching: work)) }
    }
}
