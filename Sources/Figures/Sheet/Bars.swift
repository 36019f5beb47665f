/// Horizontal bars with their numbers, in named groups. There is no axis, since the numbers can be read.
public struct Bars: Sendable, Equatable {
    public struct Bar: Sendable, Equatable {
        /// At least 0.
        public var value: Double
        public var text: RichText
        public var ink: Ink

        public init(_ value: Double, _ text: RichText, ink: Ink) {
            self.value = value
            self.text = text
            self.ink = ink
        }
    }

    public struct Group: Sendable, Equatable {
        public var name: RichText
        public var bars: [Bar]

        public init(_ name: RichText, _ bars: [Bar]) {
            self.name = name
            self.bars = bars
        }
    }

    /// The name of the quantity that the bars show.
    public var title: RichText
    /// From top to bottom.
    public var groups: [Group]

    public init(_ title: RichText, _ groups: [Group]) {
        self.title = title
        self.groups = groups
    }
}
