/// A condition of a store that its user should know.
public struct StoreWarning: Sendable, Hashable, CustomStringConvertible {
    /// What to do about a warning.
    public enum Remedy: Sendable, Hashable, CustomStringConvertible {
        /// Each machine gets a store and a shard of its own, and the stores are merged at the end.
        case storePerMachine

        public var description: String {
            "give each machine a store and a shard of its own, then merge the stores"
        }
    }

    /// The condition, in words.
    public let fact: String
    /// Nil where nothing needs to be done.
    public let remedy: Remedy?

    /// A warning; without a remedy where nothing needs to be done.
    public init(_ fact: String, remedy: Remedy? = nil) {
        (self.fact, self.remedy) = (fact, remedy)
    }

    /// The fact, and the remedy in the library's terms. A program may give its own remedy instead.
    public var description: String { remedy.map { "\(fact); \($0)" } ?? fact }
}
