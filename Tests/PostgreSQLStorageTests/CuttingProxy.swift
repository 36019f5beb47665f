import Foundation
import Locks
import TestSupport

/// A socket between a client and a server, which cuts the connection at a message.
final class CuttingProxy: Sendable {
    enum Cut: Sendable {
        /// The server does not get the message.
        case before
        /// The server gets the message, and the client does not get the answer.
        case after
    }

    /// A message of a client, in PostgreSQL's protocol.
    enum Message: Sendable {
        case commit
        /// The execution of a prepared statement.
        case statement

        func matches(_ data: Data) -> Bool {
            switch self {
            case .commit: data == Data([UInt8(ascii: "Q"), 0, 0, 0, 11] + "COMMIT".utf8 + [0])
            case .statement: data.first == UInt8(ascii: "B")
            }
        }
    }

    let folder: String
    private let server: String
    private let listener: Int32
    private let cut = Mutex<(Cut, Message)?>(nil)
    private let cuts = Mutex(0)

    /// How many connections were cut.
    var count: Int { cuts.withLock { $0 } }

    init(of server: TemporaryPostgreSQL) throws {
        self.server = server.folder + "/.s.PGSQL.5432"
        folder = NSTemporaryDirectory() + "settle-pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = try Self.socket { bind($0, $1, $2) }(folder + "/.s.PGSQL.5432")
        listen(listener, 16)
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread { self.serve(client) }
            }
        }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        _ = Foundation.close(listener)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Cuts at the next message of a kind.
    func cut(_ when: Cut, _ message: Message) { cut.withLock { $0 = (when, message) } }

    private func serve(_ client: Int32) {
        guard let upstream = try? Self.socket({ connect($0, $1, $2) })(server) else { return }
        let answers = Mutex(true)
        let done = DispatchSemaphore(value: 0)
        let answered = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while let data = Self.receive(upstream) {
                if answers.withLock({ $0 }) { Self.send(data, to: client) } else { answered.signal() }
            }
            shutdown(client, Int32(SHUT_RDWR))
            answered.signal()
            done.signal()
        }
        while let data = Self.receive(client) {
            let now = cut.withLock { cut in cut?.1.matches(data) == true ? cut.take()?.0 : nil }
            guard let now else {
                Self.send(data, to: upstream)
                continue
            }
            cuts.withLock { $0 += 1 }
            if now == .after {
                answers.withLock { $0 = false }
                Self.send(data, to: upstream)
                answered.wait()
            }
            break
        }
        shutdown(upstream, Int32(SHUT_RDWR))
        shutdown(client, Int32(SHUT_RDWR))
        done.wait()
        _ = Foundation.close(upstream)
        _ = Foundation.close(client)
    }

    // MARK: Sockets

    private static func socket(
        _ use: @escaping (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> (String) throws -> Int32 {
        { path in
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            #if os(Linux)
                let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            #else
                let descriptor = Foundation.socket(AF_UNIX, SOCK_STREAM, 0)
            #endif
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let status = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(descriptor, $0, size) }
            }
            guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            return descriptor
        }
    }

    private static func receive(_ socket: Int32) -> Data? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Data(buffer.prefix(count)) : nil
    }

    private static func send(_ data: Data, to socket: Int32) {
        var rest = [UInt8](data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, noSignal) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

#if os(Linux)
    /// A socket that the other side has closed gives an error instead of a signal.
    private let noSignal = Int32(MSG_NOSIGNAL)
#else
    private let noSignal: Int32 = 0
#endif
