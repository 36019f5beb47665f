import Checksums
import Foundation

/// The secret of a server: without it nobody changes anything, and no other machine sees anything.
public struct AccessToken: Sendable {
    /// As it is sent: letters, digits and `-._~+/=` (RFC 6750).
    public let text: String

    public static let shortest = 16
    public static let longest = 200

    /// - Throws: ``AccessTokenError`` where this is too short to be a secret, or cannot be sent.
    public init(_ text: String) throws(AccessTokenError) {
        guard (Self.shortest...Self.longest).contains(text.utf8.count) else {
            throw AccessTokenError(fact: "the token has \(text.utf8.count) characters")
        }
        let marks = Set("-._~+/=".utf8)
        let isSendable = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: marks.contains(byte)
            }
        }
        guard isSendable else { throw AccessTokenError(fact: "the token has a character that cannot be sent") }
        self.text = text
    }

    private init(made text: String) { self.text = text }

    /// A new one, of 160 random bits from the system.
    public static func made() -> AccessToken {
        var generator = SystemRandomNumberGenerator()
        return AccessToken(made: HexText.of((0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }))
    }

    /// Whether a text is this token. The time that it takes does not depend on where the two differ.
    func isSame(as other: String) -> Bool { Self.isSame(text, other) }

    /// Whether two texts are the same, by their checksums, in a time that does not depend on where they differ.
    static func isSame(_ one: String, _ other: String) -> Bool {
        let (a, b) = (SHA256.bytes(of: Array(one.utf8)), SHA256.bytes(of: Array(other.utf8)))
        return zip(a, b).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A text that only who knows the token can make: HMAC-SHA256 (RFC 2104) as 64 hexadecimal digits.
    func code(of message: String) -> String {
        // A key is filled up to the 64 bytes of a block.
        var key = text.utf8.count > 64 ? SHA256.bytes(of: Array(text.utf8)) : Array(text.utf8)
        key += [UInt8](repeating: 0, count: 64 - key.count)
        let inner = SHA256.bytes(of: key.map { $0 ^ 0x36 } + Array(message.utf8))
        return SHA256.hex(of: key.map { $0 ^ 0x5C } + inner)
    }
}

/// A text is no token.
public struct AccessTokenError: Error, Sendable, Equatable, CustomStringConvertible {
    public let fact: String

    public var description: String {
        "\(fact); it has \(AccessToken.shortest) to \(AccessToken.longest) letters, digits and -._~+/="
    }
}
