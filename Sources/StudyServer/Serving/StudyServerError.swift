/// The server cannot listen.
public struct StudyServerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        case portInUse
        /// Only an administrator's program may listen on the port.
        case forbidden
        /// The host is not an address of this machine, or a name without one.
        case noSuchAddress
        case other(String)
    }

    public let host: String
    public let port: UInt16
    public let problem: Problem

    public var description: String {
        switch problem {
        case .portInUse: "another program listens on port \(port) of \(host)"
        case .forbidden: "this process may not listen on port \(port)"
        case .noSuchAddress: "\(host) is no address of this machine"
        case .other(let detail): "the server cannot listen on port \(port) of \(host): \(detail)"
        }
    }
}
