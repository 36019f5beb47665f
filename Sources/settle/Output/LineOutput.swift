import Foundation

/// Lines that are written in pieces, for results that may be larger than the memory.
final class LineOutput {
    private var piece: [UInt8] = []
    private let writePiece: ([UInt8]) throws -> Void
    private static let pieceSize = 1 << 16

    /// - Parameter writePiece: writes lines, each with its line feed.
    private init(_ writePiece: @escaping ([UInt8]) throws -> Void) {
        self.writePiece = writePiece
        piece.reserveCapacity(2 * Self.pieceSize)
    }

    /// Adds bytes of the lines, in UTF-8.
    func write(_ bytes: [UInt8]) throws {
        piece += bytes
        if piece.count >= Self.pieceSize { try flush() }
    }

    private func flush() throws {
        guard !piece.isEmpty else { return }
        defer { piece.removeAll(keepingCapacity: true) }
        try writePiece(piece)
    }

    /// Calls `body` with an output whose pieces `writePiece` takes.
    static func write(_ body: (LineOutput) throws -> Void, pieces writePiece: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(writePiece) { writePiece in
            let output = LineOutput(writePiece)
            try body(output)
            try output.flush()
        }
    }

    /// Calls `body` with standard output. It ends early, without an error, where the reader has gone away (`| head`).
    static func print(_ body: (LineOutput) throws -> Void) throws {
        do {
            try write(body) { piece in
                try Console.print(lines: piece)
                var state = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
                if poll(&state, 1, 0) > 0, state.revents & Int16(POLLERR) != 0 { throw ReaderWentAway() }
            }
        } catch is ReaderWentAway {}
    }

    private struct ReaderWentAway: Error {}
}
