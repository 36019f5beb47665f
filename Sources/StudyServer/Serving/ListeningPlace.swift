import FlyingSocks
import Foundation

/// The address that a server listens on.
struct ListeningPlace {
    private let host: String
    private let port: UInt16
    private let address: any SocketAddress
    /// The host as it is written in an address for browsers.
    let name: String
    let isLoopback: Bool

    /// - Throws: ``StudyServerError`` where the host is neither an address nor a name that has one.
    init(host: String, port: UInt16) throws(StudyServerError) {
        (self.host, self.port) = (host, port)
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        #if os(Linux)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var found: UnsafeMutablePointer<addrinfo>?
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard getaddrinfo(bare, "\(port)", &hints, &found) == 0, let found, let address = found.pointee.ai_addr else {
            throw StudyServerError(host: host, port: port, problem: .noSuchAddress)
        }
        defer { freeaddrinfo(found) }
        // FlyingSocks takes a sockaddr_storage, too, and calls itself without end for one.
        self.address =
            Int32(address.pointee.sa_family) == AF_INET6
            ? address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { $0.pointee }
            : address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee }
        (name, isLoopback) = Self.name(of: address)
    }

    private static func name(of address: UnsafeMutablePointer<sockaddr>) -> (String, isLoopback: Bool) {
        if Int32(address.pointee.sa_family) == AF_INET6 {
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                var bytes = address.pointee.sin6_addr
                var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
                inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
                let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                return (name == "::" ? "[::1]" : "[\(name)]", name == "::1")
            }
        }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
            let number = UInt32(bigEndian: address.pointee.sin_addr.s_addr)
            let bytes = stride(from: 24, through: 0, by: -8).map { String(number >> UInt32($0) & 0xFF) }
            let text = bytes.joined(separator: ".")
            return (number == 0 ? "127.0.0.1" : text, number >> 24 == 127)
        }
    }

    /// - Throws: ``StudyServerError``.
    func listen() throws(StudyServerError) -> Socket {
        do {
            let socket = try Socket(domain: Int32(address.family))
            do {
                try socket.setValue(true, for: .localAddressReuse)
                try socket.bind(to: address)
                try socket.listen()
                return socket
            } catch {
                try? socket.close()
                throw error
            }
        } catch SocketError.failed(_, let number, let message) {
            let problem: StudyServerError.Problem =
                switch number {
                case EADDRINUSE: .portInUse
                case EACCES, EPERM: .forbidden
                case EADDRNOTAVAIL: .noSuchAddress
                default: .other(message)
                }
            throw StudyServerError(host: host, port: port, problem: problem)
        } catch {
            throw StudyServerError(host: host, port: port, problem: .other("\(error)"))
        }
    }

    /// The port that a socket listens on, where any would do.
    func port(of socket: Socket) throws -> UInt16 {
        switch try socket.sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: port
        }
    }
}
