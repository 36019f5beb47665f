import Figures
import StudyReports
import TestSupport
import Testing

/// Whatever numbers a stored trace holds, they make a picture.
@Suite("Fuzzing figures")
struct LearningFigureFuzzTests {
    private static let numbers: [Double] = [
        0, -0.0, 1, 0.5, 100, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        .leastNonzeroMagnitude, 1e250, 1e-250, 1e249, 1.000000001e249, 1e18, 9.3e18, 1e-300, 0.1 + 0.2, 1 + .ulpOfOne,
    ]

    @Test("Readings of any numbers are drawn, or left out")
    func numbers() throws {
        try FuzzTarget("learning-figure", cost: 40).run { random in
            (0..<1 + random.below(60)).map { _ in UInt8(random.below(256)) }
        } read: { bytes in
            let numbers = bytes.map { Self.numbers[Int($0) % Self.numbers.count] }
            let curves = stride(from: 0, to: numbers.count, by: 12).map { start in
                let own = numbers[start..<min(numbers.count, start + 12)]
                return LearningCurve(
                    network: bytes[start] < 128 ? .binary : .continuous, label: "\u{1B}<\(bytes[start] % 3)>",
                    seed: Int(bytes[start]),
                    points: zip(zip(own, own.dropFirst()), own.dropFirst(2)).map {
                        LearningCurve.Point(epoch: $0.0, testError: $0.1, trainError: $1)
                    })
            }
            let figure = LearningFigure(curves, title: "]]>&\u{7}")
            #expect(figure.svg.hasPrefix("<svg") && !figure.svg.contains("\u{7}"))
            #expect(figure.csv.hasPrefix("label,"))
        }
    }
}
