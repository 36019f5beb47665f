/// The size of a store before and after space was given back, in bytes.
public struct StoreSpace: Sendable, Hashable {
    public var before: Int
    public var after: Int
    /// The part of `after` that holds nothing, and is used for what is recorded later.
    public var unused: Int

    public init(before: Int, after: Int, unused: Int) {
        self.before = before
        self.after = after
        self.unused = unused
    }
}
