import SpikingDynamics
import StudyReports
import TestSupport
import Testing

/// Whatever numbers a stored trace holds, they make a picture.
@Suite("Fuzzing convergence figures")
struct ConvergenceFigureFuzzTests {
    private static let numbers: [Double] = [
        0, -0.0, 1, 0.5, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e250,
        1e-250, 1e249, 1.000000001e249, 1e-300, 0.1 + 0.2, 1 + .ulpOfOne, 1e-5,
    ]

    @Test("Samples of any numbers are drawn, or left out")
    func numbers() throws {
        try FuzzTarget("convergence-figure", cost: 40).run { random in
            (0..<1 + random.below(60)).map { _ in UInt8(random.below(256)) }
        } read: { bytes in
            let numbers = bytes.map { Self.numbers[Int($0) % Self.numbers.count] }
            let curves = stride(from: 0, to: numbers.count, by: 12).map { start in
                let own = Array(numbers[start..<min(numbers.count, start + 12)])
                return ConvergenceCurve(
                    study: "\u{1B}<\(bytes[start] % 2)>", trial: Int(bytes[start]),
                    schedules: AnnealingSchedules(
                        epsilon: .constant(own[0]), lambda: .powerLaw(initial: own[0], exponent: 1),
                        quantizer: .sigmaDelta), networks: Int(bytes[start]),
                    samples: own.indices.map { index in
                        ConvergenceCurve.Sample(
                            step: Int(bytes[start + index]), error: own[index], runningMean: own[0],
                            layerErrors: Array(own.prefix(index)), low: index % 2 == 0 ? own[0] : nil,
                            high: own.last)
                    })
            }
            let figure = ConvergenceFigure(curves, title: "]]>&\u{7}")
            #expect(figure.svg.hasPrefix("<svg") && !figure.svg.contains("\u{7}"))
            #expect(figure.csv.hasPrefix("study,"))
        }
    }
}
