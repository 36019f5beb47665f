import Foundation

/// A terminal for a program to talk to: what is typed here it reads, what it writes is read here.
final class Terminal {
    /// The program's end.
    let programEnd: FileHandle
    private let ourEnd: FileHandle
    private var seen = Data()

    /// - Parameter columns: its width; 0 where it keeps that to itself.
    init(columns: Int = 0) throws {
        var (ours, theirs): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&ours, &theirs, nil, nil, &size) == 0, fcntl(ours, F_SETFL, O_NONBLOCK) == 0,
            // Programs that other tests start meanwhile must not hold the terminal open.
            fcntl(ours, F_SETFD, FD_CLOEXEC) == 0, fcntl(theirs, F_SETFD, FD_CLOEXEC) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        ourEnd = FileHandle(fileDescriptor: ours, closeOnDealloc: true)
        programEnd = FileHandle(fileDescriptor: theirs, closeOnDealloc: true)
    }

    func type(_ text: String) throws {
        try ourEnd.write(contentsOf: Data(text.utf8))
    }

    /// All that the program has written up to now.
    var text: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ourEnd.fileDescriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            seen.append(contentsOf: buffer[..<count])
        }
        return String(decoding: seen, as: UTF8.self)
    }
}
