/// The size of a store before and after space was given back, in bytes.
public struct StoreSpace: Sendable, Hashable {
    /// The size before, in bytes.
    public var before: Int
    /// The size after, in bytes.
    public var after: Int
    /// The part of `after` that holds nothing, and is used for what is recorded later.
    public var unused: Int

    /// Sizes in bytes.
    public init(before: Int, after: Int, unused: Int) {
        self.before = before
        self.after = after
        self.unused = unused
    }
}
