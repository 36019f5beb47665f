import HyperparameterSearch

/// Writes the lines of the trials of a query in their order: this thread reads and writes, and a second one makes lines.
struct TrialLineWriter {
    /// The usual size of the texts that a thread takes at once, in bytes.
    static let blockSize = 1 << 17
    /// The number of blocks that wait to be written. They bound the memory.
    private static let mostPending = 3

    private let maker: TrialLineMaker
    private let blockSize: Int
    private let wholeLine: (Trial) throws -> [UInt8]
    private let write: ([UInt8]) throws -> Void
    private var block = TrialBlock()
    private var pending: [TrialLineMaker.Pending] = []

    /// Writes the lines of all trials.
    ///
    /// - Parameters:
    ///   - wholeLine: makes the line of a trial whose texts do not suffice.
    ///   - write: takes lines, in pieces.
    static func write(
        _ passes: TrialPasses, _ maker: TrialLineMaker, blockSize: Int, wholeLine: (Trial) throws -> [UInt8],
        to write: ([UInt8]) throws -> Void
    ) throws {
        try withoutActuallyEscaping(wholeLine) { wholeLine in
            try withoutActuallyEscaping(write) { write in
                var writer = TrialLineWriter(maker: maker, blockSize: blockSize, wholeLine: wholeLine, write: write)
                try passes.visitTexts { try writer.take($0, $1, passes) }
                while !writer.pending.isEmpty { try writer.writeNext(passes) }
                // A short list needs no second thread.
                try writer.write(maker.lines(of: writer.block), passes)
            }
        }
    }

    private init(
        maker: TrialLineMaker, blockSize: Int, wholeLine: @escaping (Trial) throws -> [UInt8],
        write: @escaping ([UInt8]) throws -> Void
    ) {
        (self.maker, self.blockSize, self.wholeLine, self.write) = (maker, blockSize, wholeLine, write)
    }

    private mutating func take(_ texts: TrialTexts?, _ trial: () throws -> Trial, _ passes: TrialPasses) throws {
        if let texts { block.append(texts) } else { block.append(line: try wholeLine(trial())) }
        guard block.size >= blockSize else { return }
        pending.append(maker.begin(block))
        block = TrialBlock()
        if pending.count > Self.mostPending { try writeNext(passes) }
    }

    private mutating func writeNext(_ passes: TrialPasses) throws {
        try write(pending.removeFirst().wait(), passes)
    }

    private func write(_ lines: TrialLines, _ passes: TrialPasses) throws {
        var written = 0
        for (place, number) in lines.missing {
            if written < place { try write(Array(lines.bytes[written..<place])) }
            written = place
            guard let trial = try passes.trial(number) else { continue }
            try write(wholeLine(trial))
        }
        if written < lines.bytes.count { try write(written == 0 ? lines.bytes : Array(lines.bytes[written...])) }
    }
}
