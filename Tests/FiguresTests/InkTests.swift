import Foundation
import Testing

@testable import Figures

/// Contrast as the WCAG define it; colour-blind readers' colours after Machado, Oliveira and Fernandes (2009),
/// differences in CIELAB.
@Suite("Inks")
struct InkTests {
    @Test(
        "Series stand out from the ground by 3:1, text by 4.5:1, on light and on dark",
        arguments: [\Ink.Colours.light, \.dark])
    func contrast(ground: KeyPath<Ink.Colours, String> & Sendable) {
        func contrast(_ ink: Ink) -> Double {
            self.contrast(ink.colours[keyPath: ground], Ink.ground.colours[keyPath: ground])
        }
        for ink in Ink.all {
            switch ink {
            case .text, .quiet: #expect(contrast(ink) >= 4.5, "\(ink)")
            case .series: #expect(contrast(ink) >= 3, "\(ink)")
            case .faint, .ground: #expect(contrast(ink) < 1.5, "\(ink)")
            case .shade: Issue.record("\(ink) is of the colour scale alone")
            }
        }
    }

    @Test("Readers of every kind of sight can tell series apart", arguments: [\Ink.Colours.light, \.dark])
    func differences(ground: KeyPath<Ink.Colours, String> & Sendable) {
        let colours = Ink.seriesColours.map { $0[keyPath: ground] }
        for (sight, matrix) in Self.sights {
            let seen = colours.map { lab(seenAs(linear($0), matrix)) }
            for first in seen.indices {
                for second in seen.indices where second > first {
                    let difference = zip(seen[first], seen[second]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
                        .squareRoot()
                    #expect(difference > 12, "\(sight): \(colours[first]), \(colours[second])")
                }
            }
        }
    }

    @Test("Colours come again after the last")
    func wraps() {
        #expect(Ink.series(Ink.seriesColours.count).name == Ink.series(0).name)
        #expect(Ink.series(-1).colours == Ink.seriesColours[Ink.seriesColours.count - 1])
    }

    private static let sights: [(String, [[Double]])] = [
        ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "protanopia",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
        (
            "deuteranopia",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        (
            "tritanopia",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        ),
    ]

    func contrast(_ one: String, _ other: String) -> Double {
        let pair = [one, other].map { colour in
            zip(linear(colour), [0.2126, 0.7152, 0.0722]).map { $0 * $1 }.reduce(0, +)
        }.sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    func linear(_ colour: String) -> [Double] {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        return [16, 8, 0].map { shift in
            let part = Double((number >> shift) & 255) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
    }

    private func seenAs(_ colour: [Double], _ matrix: [[Double]]) -> [Double] {
        matrix.map { row in min(1, max(0, zip(row, colour).map { $0 * $1 }.reduce(0, +))) }
    }

    func lab(_ colour: [Double]) -> [Double] {
        let (red, green, blue) = (colour[0], colour[1], colour[2])
        let parts = [
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505, 0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        ].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16 / 116 }
        return [116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2])]
    }
}
