/// What to measure of a network that is trained as design section 2 has it, seed 1234.
struct TrainingRequest: Decodable {
    let method: Method
    let dynamics: Dynamics
    /// "float32" or "float64".
    let precision: String
    let threads: Int
    /// Updates to make, or images to look at.
    let count: Int
    /// The folder of MNIST's files.
    let data: String

    enum Method: String, Decodable {
        /// So many further updates of the network with these dynamics.
        case train
        /// What that network makes of the first so many test images.
        case infer
        /// What it has learned, in the numbers that `training.json` has.
        case numbers
    }

    enum Dynamics: String, Decodable {
        /// With the schedules that the paper prints.
        case binary
        case continuous
    }
}

struct TrainingAnswer: Encodable {
    let seconds: Double
    /// Images misclassified.
    var wrong: Int?
}

/// Some of `training.json`.
struct LearnedNumbers: Encodable {
    let updates: Int
    let sumOfFirstWeights, sumOfSecondWeights, sumOfHiddenBiases: Double
    let outputBiases, someWeights: [Double]

    enum CodingKeys: String, CodingKey {
        case updates
        case sumOfFirstWeights = "sumAbsW0"
        case sumOfSecondWeights = "sumAbsW1"
        case sumOfHiddenBiases = "sum of b0 (hidden)"
        case outputBiases = "b1 (output)"
        case someWeights = "W0[400][0..4]"
    }
}
