import Foundation
import Randomness
import Testing

@Suite("Sobol sequences") struct SobolSequenceTests {
    /// Points of SciPy's `qmc.Sobol(scramble=False, bits=30)`, times 2^30, by Scripts/sobol-numbers.py.
    private struct Points: Decodable {
        struct High: Decodable {
            let index: Int
            let words: [UInt32]
        }
        /// `[index][dimension]`: 64 points in 12 dimensions.
        let first: [[UInt32]]
        /// `[index][dimension]`: the same points in dimensions 63, 127 and 255.
        let last: [[UInt32]]
        /// Points far out, in 256 dimensions.
        let high: [High]
    }

    private static let scipy = Result {
        let url = Bundle.module.bundleURL.appending(path: "Fixtures/sobol.json")
        return try JSONDecoder().decode(Points.self, from: Data(contentsOf: url))
    }

    @Test("the first points are SciPy's", arguments: [1, 2, 4, 7, 12])
    func firstPoints(dimension: Int) throws {
        let sequence = SobolSequence(dimension: dimension, seed: nil)
        for (index, words) in try Self.scipy.get().first.enumerated() {
            #expect(sequence.words(of: index) == Array(words.prefix(dimension)))
        }
    }

    @Test("points far out, and those of high dimensions, are SciPy's")
    func farPoints() throws {
        let sequence = SobolSequence(dimension: SobolSequence.mostDimensions, seed: nil)
        let scipy = try Self.scipy.get()
        for (index, words) in scipy.last.enumerated() {
            #expect([63, 127, 255].map { sequence.words(of: index)[$0] } == words)
        }
        for point in scipy.high { #expect(sequence.words(of: point.index) == point.words) }
    }

    @Test("unshifted points are the middles of their cells")
    func middles() {
        let sequence = SobolSequence(dimension: 4, seed: nil)
        #expect(sequence.point(0) == [0.5, 0.5, 0.5, 0.5].map { $0 / 0x1p30 })
        #expect(sequence.point(4) == [0.375, 0.375, 0.625, 0.875].map { $0 + 0x1p-31 })
    }

    @Test("a shift keeps the net: every interval of 1/256 of every axis has one of 256 points")
    func net() {
        let sequence = SobolSequence(dimension: 20, seed: 5)
        for start in [0, 256, 7 * 256] {
            let points = (start..<start + 256).map(sequence.point)
            for axis in 0..<20 {
                #expect(Set(points.map { Int($0[axis] * 256) }).count == 256)
            }
        }
    }

    @Test("the shift of a dimension depends on the seed and not on the number of dimensions")
    func shifts() {
        let (small, large) = (SobolSequence(dimension: 3, seed: 1), SobolSequence(dimension: 9, seed: 1))
        #expect(Array(large.point(17).prefix(3)) == small.point(17))
        #expect(SobolSequence(dimension: 3, seed: 2).point(17) != small.point(17))
        #expect(Set(large.point(0)).count == 9)
    }
}
