import Foundation

/// The terms on which a program outside has the trials of a run: it asked for them, evaluates them, and tells their
/// values.
///
/// The run has no process that must be alive. It has a lease of its own length, which each call for the run renews. It
/// ends as finished when it holds no trial any more.
public struct AskedClaim: Sendable, Hashable, Codable {
    /// The random number from which the tokens of the run's trials are made, as 16 hexadecimal digits.
    public let secret: String
    /// In seconds.
    public let lease: TimeInterval

    /// Terms with a lease in seconds. Only tests give a `secret` of their own.
    public init(secret: UInt64 = .random(in: 0...UInt64.max), lease: TimeInterval) {
        self.secret = AskToken.text(secret)
        self.lease = lease
    }
}

/// The text with which a value is told: it names the run that holds a trial, and is valid for that trial alone. It keeps
/// values from being told for the wrong trial; it is not a password.
public struct AskToken: Sendable, Hashable {
    /// The run that holds the trial.
    public let run: RunID
    private let check: String

    /// The token of a trial that `run` holds.
    public init(run: RunID, claim: AskedClaim, trial number: Int) {
        self.run = run
        let secret = UInt64(claim.secret, radix: 16) ?? 0
        check = Self.text(Self.mixed(secret ^ Self.mixed(UInt64(truncatingIfNeeded: number))))
    }

    /// The mixing function of SplitMix64 (Steele, Lea and Flood 2014).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// 16 hexadecimal digits.
    fileprivate static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension AskToken: LosslessStringConvertible {
    public var description: String { "\(run.rawValue)-\(check)" }

    /// - Returns: nil where the text is not a run's number, a hyphen and 16 hexadecimal digits.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int64(parts[0]), id > 0, parts[1].count == 16,
            parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        run = RunID(id)
        check = parts[1].lowercased()
    }
}
