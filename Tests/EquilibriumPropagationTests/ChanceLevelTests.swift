import DigitFiles
import Testing

@testable import EquilibriumPropagation

@Suite("Chance level") struct ChanceLevelTests {
    private static func labels(_ counts: [Int]) -> [UInt8] {
        counts.enumerated().flatMap { [UInt8](repeating: UInt8($0), count: $1) }
    }

    @Test("of ten equal classes is 90%, less four standard deviations") func tenClasses() {
        let chance = ChanceLevel(labels: Self.labels(Array(repeating: 50, count: 10)))
        #expect(abs(chance.error - 0.9) < 1e-12)
        #expect(abs(chance.threshold - (0.9 - 4 * (0.9 * 0.1 / 500).squareRoot())) < 1e-12)
        #expect(!chance.includes(0.6), "slow is not chance")
        #expect(!chance.includes(0.84) && chance.includes(0.86) && chance.includes(0.95))
    }

    @Test("of two classes catches a network that is stuck at exactly their rate") func twoClasses() {
        let even = ChanceLevel(labels: Self.labels([500, 500]))
        #expect(even.includes(0.5), "always one class")
        #expect(!even.includes(0.4))
        let uneven = ChanceLevel(labels: Self.labels([900, 100]))
        #expect(uneven.includes(0.1), "always the most common class")
        #expect(uneven.includes(0.9), "always the other class")
        #expect(!uneven.includes(0.05))
    }

    @Test("of few images is left by halving its error") func fewImages() {
        let few = ChanceLevel(labels: Self.labels([5, 5]))
        #expect(few.threshold == 0.25)
        #expect(!few.includes(0.2))
    }

    @Test("is narrow for many images") func manyImages() {
        let chance = ChanceLevel(labels: Self.labels(Array(repeating: 5000, count: 10)))
        #expect(chance.threshold > 0.894)
    }

    @Test("stops a run after epoch 2 alone, and not one that learns slowly") func run() throws {
        let chance = ChanceLevel(labels: Self.labels(Array(repeating: 50, count: 10)))
        let failure = { (error: Double, update: Int) in
            let score = Score(error: error, loss: 0.1, spikes: [], residual: 0)
            return Reading(update: update, epoch: Double(update) / 25, training: score, test: score, distance: 0.01)
                .failure(updatesPerEpoch: 25, chance: chance)
        }
        #expect(failure(0.6, 50) == nil)
        #expect(failure(0.9, 25) == nil && failure(0.9, 75) == nil)
        #expect(
            try #require(failure(0.9, 50)).hasPrefix(
                "training error 90.0% after epoch 2: it has not left chance level, 90.0% on these 500 images (from 84.6% on)."
            ))
    }

    @Test("is no matter where all images are of one class, which is refused") func oneClass() throws {
        let one = LabelledImages(
            rows: 2, columns: 2, pixels: [UInt8](repeating: 9, count: 4 * 40), labels: [UInt8](repeating: 3, count: 40))
        let images = TrainingImages(training: one, test: one, scale: 256)
        let plan = TrainingPlan(hidden: [3], epochs: 1)
        #expect(throws: TrainingImagesError.oneClass(label: 3, count: 40)) { try plan.check(images) }
        #expect("\(TrainingImagesError.oneClass(label: 3, count: 40))".contains("take images of two classes or more"))
    }
}
