/// Horizontal bars with their numbers, in groups that have a name: no axis, since the numbers are there to read.
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

    /// What the bars measure.
    public var title: RichText
    /// From top to bottom.
    public var groups: [Group]

    public init(_ title: RichText, _ groups: [Group]) {
        self.title = title
        self.groups = groups
    }
}
