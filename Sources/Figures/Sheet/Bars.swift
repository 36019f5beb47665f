/// Horizontal bars with their numbers, in named groups. There is no axis, since the numbers can be read.
public struct Bars: Sendable, Equatable {
    /// One bar.
    public struct Bar: Sendable, Equatable {
        /// At least 0.
        public var value: Double
        /// The number beside the bar, as text.
        public var text: RichText
        /// The colour of the bar.
        public var ink: Ink

        /// A bar of a length in proportion to `value`, at least 0.
        public init(_ value: Double, _ text: RichText, ink: Ink) {
            self.value = value
            self.text = text
            self.ink = ink
        }
    }

    /// Bars with a name in common.
    public struct Group: Sendable, Equatable {
        /// The name, at the left.
        public var name: RichText
        /// From top to bottom.
        public var bars: [Bar]

        /// A named group of bars.
        public init(_ name: RichText, _ bars: [Bar]) {
            self.name = name
            self.bars = bars
        }
    }

    /// The name of the quantity that the bars show.
    public var title: RichText
    /// From top to bottom.
    public var groups: [Group]

    /// Groups of bars under a title.
    public init(_ title: RichText, _ groups: [Group]) {
        self.title = title
        self.groups = groups
    }
}
