import DigitFiles
import Randomness

@testable import EquilibriumPropagation

/// Ten classes of 8 by 8 images that are easily told apart, with noise.
enum Patterns {
    static let images = TrainingImages(
        training: make(400, seed: 1), test: make(100, seed: 2), scale: 255)

    static func make(_ count: Int, seed: UInt64) -> LabelledImages {
        let noise = KeyedStream(seed: seed, purpose: .sampling)
        var pixels: [UInt8] = []
        for image in 0..<count {
            let label = image % 10
            for pixel in 0..<64 {
                // A class lights its own cells; one in ten of the others is lit too.
                let isLit = pixel % 10 == label || noise.uniform(trial: image, draw: 64 + pixel) < 0.1
                pixels.append(isLit ? UInt8(150 + 100 * noise.uniform(trial: image, draw: pixel)) : 0)
            }
        }
        return LabelledImages(rows: 8, columns: 8, pixels: pixels, labels: (0..<count).map { UInt8($0 % 10) })
    }
}
