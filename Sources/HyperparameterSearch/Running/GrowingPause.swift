import Foundation

/// A pause that doubles each time, up to a longest one: what happens at a run's start is seen soon, and a long run asks
/// its store seldom.
struct GrowingPause {
    static let shortest: TimeInterval = 0.1

    private let longest: TimeInterval
    private(set) var seconds = GrowingPause.shortest

    init(upTo longest: TimeInterval) { self.longest = longest }

    mutating func grow() { seconds = min(2 * seconds, longest) }
    mutating func reset() { seconds = Self.shortest }
}
