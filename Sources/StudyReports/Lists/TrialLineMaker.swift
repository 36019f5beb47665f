import Dispatch
import HyperparameterSearch
import Locks

/// Makes the lines of blocks of trials on a thread of its own.
final class TrialLineMaker: Sendable {
    typealias Append = @Sendable (inout TrialTextLines, TrialTexts, inout [UInt8]) -> Bool

    private let queue = DispatchQueue(label: "lines of trials", qos: .userInitiated)
    private let texts: Mutex<TrialTextLines>
    private let append: Append

    /// - Parameter append: appends the line of a trial; false, with nothing appended, where its texts do not suffice.
    init(_ texts: TrialTextLines, append: @escaping Append) {
        self.texts = Mutex(texts)
        self.append = append
    }

    /// Makes a block's lines on the calling thread.
    func lines(of block: TrialBlock) -> TrialLines {
        texts.withLock { texts in block.lines { append(&texts, $0, &$1) } }
    }

    /// Begins to make a block's lines. Blocks are taken in the order of the calls.
    func begin(_ block: TrialBlock) -> Pending {
        let pending = Pending()
        queue.async { pending.fulfil(self.lines(of: block)) }
        return pending
    }

    /// Lines that are being made.
    final class Pending: Sendable {
        private let lines = Mutex<TrialLines?>(nil)
        private let isMade = DispatchSemaphore(value: 0)

        fileprivate func fulfil(_ lines: TrialLines) {
            self.lines.withLock { $0 = lines }
            isMade.signal()
        }

        /// Waits for the lines. It may be called once.
        func wait() -> TrialLines {
            isMade.wait()
            return lines.withLock { $0.take() } ?? TrialLines()
        }
    }
}
