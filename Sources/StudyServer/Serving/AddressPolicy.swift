import Foundation

/// From which pages the server may be asked.
///
/// A page of another site can make a browser send requests here. It cannot forge the fields `Host` and `Origin`: a site
/// whose name leads to this machine (DNS rebinding) is known by the name.
struct AddressPolicy: Sendable {
    /// The names by which the server is asked, in small letters and without a port.
    private let names: Set<String>
    /// Whether every numeric address is one of the server's. No name can be behind it.
    private let takesAddresses: Bool

    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// - Parameters:
    ///   - hosts: the name and the address that the server listens on.
    ///   - isLoopback: whether only this machine reaches it.
    init(hosts: [String], isLoopback: Bool) {
        let own = Self.loopback.union(hosts.map { $0.lowercased() })
        guard !isLoopback else {
            (names, takesAddresses) = (own, false)
            return
        }
        let machine = ProcessInfo.processInfo.hostName.lowercased()
        let short = machine.split(separator: ".").first.map(String.init)
        names = own.union([machine] + (short.map { [$0] } ?? []))
        takesAddresses = true
    }

    /// - Throws: ``HTTPRequest/Refusal`` where a page of another site may have sent the request.
    func check(_ request: HTTPRequest) throws(HTTPRequest.Refusal) {
        guard let host = request.fields["host"], !request.repeated.contains("host") else {
            throw HTTPRequest.Refusal(400, "A request names one host.")
        }
        guard isKnown(host) else {
            throw HTTPRequest.Refusal(421, "This server does not answer under that name.")
        }
        if let origin = request.fields["origin"] {
            guard origin.lowercased() == "http://" + host.lowercased(), !request.repeated.contains("origin") else {
                throw HTTPRequest.Refusal(403, "Pages of other sites may not ask this server.")
            }
        }
        // A link from elsewhere may be followed. Nothing else may be had from elsewhere, such as a picture in a page.
        guard
            request.fields["sec-fetch-site", default: "none"] != "cross-site"
                || request.fields["sec-fetch-mode"] == "navigate" && request.fields["sec-fetch-dest"] == "document"
        else { throw HTTPRequest.Refusal(403, "Pages of other sites may not ask this server.") }
    }

    private func isKnown(_ host: String) -> Bool {
        guard let name = Self.name(of: host) else { return false }
        return names.contains(name) || takesAddresses && Self.isAddress(name)
    }

    /// The host without its port; nil where it has the form of neither.
    private static func name(of host: String) -> String? {
        let host = host.lowercased()
        var name = host
        let afterBracket = host.hasPrefix("[") ? host.firstIndex(of: "]") : host.startIndex
        guard let afterBracket else { return nil }
        if let colon = host[afterBracket...].firstIndex(of: ":") {
            let port = host[host.index(after: colon)...]
            guard (1...5).contains(port.count), port.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
            name = String(host[..<colon])
        }
        return name.isEmpty ? nil : name
    }

    /// Whether the name is an address of IPv4, or one of IPv6 in brackets.
    static func isAddress(_ name: String) -> Bool {
        var (four, six) = (in_addr(), in6_addr())
        if name.hasPrefix("["), name.hasSuffix("]") {
            return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &six) == 1
        }
        return inet_pton(AF_INET, name, &four) == 1
    }
}
