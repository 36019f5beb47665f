/// Why a part of a search's figures cannot be made, and what to do: one sentence.
public struct SearchPartAbsence: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}
