import Locks
import Randomness

/// The sequence of `RandomState(seed).rand()`, cut into trials: trial n has the uniforms n * count ..< (n + 1) * count.
///
/// The generator can only go forward, so its position is kept. Reading trials in order costs nothing extra; going back
/// starts again from the seed. The values do not depend on the order of the calls.
final class NumPyUniforms: UniformSource {
    private struct Place: Sendable {
        var generator: MersenneTwister
        var drawn: Int
    }

    private let start: MersenneTwister
    private let place: Mutex<Place>

    init(seed: UInt32) {
        start = MersenneTwister(seed: seed)
        place = Mutex(Place(generator: start, drawn: 0))
    }

    func uniforms(ofTrial number: Int, count: Int) -> [Double] {
        let first = number * count
        return place.withLock { place in
            if first < place.drawn { place = Place(generator: start, drawn: 0) }
            place.generator.skip(words: 2 * (first - place.drawn))
            place.drawn = first + count
            return (0..<count).map { _ in place.generator.uniform() }
        }
    }
}
