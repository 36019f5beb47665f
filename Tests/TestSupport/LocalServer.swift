import Foundation

/// An HTTP server on the loopback interface that gives good and bad answers, chosen by the test.
public final class LocalServer: Sendable {
    public enum Answer: Sendable {
        /// The whole content, with its length.
        case whole([UInt8])
        /// The whole content without its length; the end of the connection marks its end.
        case wholeWithoutLength([UInt8])
        /// The first part of a content whose whole length is `of`, then the end of the connection.
        case part([UInt8], of: Int)
        /// The first part of a content whose whole length is `of`, then nothing until the client disconnects.
        case stall([UInt8], of: Int)
        /// Nothing until the client disconnects.
        case silence
        /// A status code, with a page that repeats it.
        case status(Int)
        /// A redirection to another path of this server.
        case redirect(String)
    }

    private let listener: Int32
    private let port: UInt16

    /// - Parameter answer: gives the answer to a request by its path, for example `/a/b`.
    public init(_ answer: @escaping @Sendable (String) -> Answer) throws {
        #if os(Linux)
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread { Self.serve(listener, answer) }.start()
    }

    deinit {
        // This wakes the accepting thread, which then closes the socket.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    public var url: String { "http://127.0.0.1:\(port)" }

    private static func serve(_ listener: Int32, _ answer: @escaping @Sendable (String) -> Answer) {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                close(listener)
                return
            }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            Thread {
                respond(on: connection, answer)
                close(connection)
            }.start()
        }
    }

    private static func respond(on connection: Int32, _ answer: (String) -> Answer) {
        var request: [UInt8] = []
        while !request.suffix(4).elementsEqual([13, 10, 13, 10]) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1 else { return }
            request.append(byte)
        }
        let words = String(decoding: request, as: UTF8.self).split(separator: " ")
        switch answer(words.count > 1 ? String(words[1]) : "") {
        case .whole(let content): send(head(200, ["Content-Length: \(content.count)"]) + content, on: connection)
        case .wholeWithoutLength(let content): send(head(200, []) + content, on: connection)
        case .part(let content, let length):
            send(head(200, ["Content-Length: \(length)"]) + content, on: connection)
        case .stall(let content, let length):
            send(head(200, ["Content-Length: \(length)"]) + content, on: connection)
            waitForEnd(of: connection)
        case .silence: waitForEnd(of: connection)
        case .status(let status):
            let page = Array("<html>\(status)</html>".utf8)
            send(head(status, ["Content-Length: \(page.count)"]) + page, on: connection)
        case .redirect(let path): send(head(302, ["Location: \(path)", "Content-Length: 0"]), on: connection)
        }
    }

    private static func head(_ status: Int, _ fields: [String]) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status) as told", "Connection: close"] + fields + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func send(_ bytes: [UInt8], on connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            #if os(Linux)
                let flags = Int32(MSG_NOSIGNAL)
            #else
                let flags: Int32 = 0
            #endif
            let count = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func waitForEnd(of connection: Int32) {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
    }
}
