/// A part of a row of a ``Sheet``.
public struct Tile: Sendable, Equatable {}
