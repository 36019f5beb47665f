/// The order in which the drive of a block is summed: one in which neighbours have almost equal bits.
///
/// From step 2 on, a sigma-delta neuron of the clamped layer with input x has received x (t - 1 + 1/lambda_1) by step
/// t, and this number alone decides its bit, except for rounding. So the bits of two trains are nearly equal where t +
/// 1/lambda_1 is nearly equal, and columns (a train at a step) are ordered by that number: first by its integer part,
/// then by the fraction of 1/lambda_1.
struct TrainOrder {
    /// All columns of a block of `steps` steps, and for each its step.
    private let all: [UInt32]
    private let offsets: [UInt32]
    private let steps: Int
    /// [rank]: the trains, by the fraction of 1/lambda_1.
    let trains: [Int]

    /// The order of the columns [train][stride] of a block of `steps` steps.
    ///
    /// - Parameters:
    ///   - firstLambdas: [train] lambda at step 1.
    ///   - inputs: [train] the index of the input; trains of different inputs are not alike.
    init(firstLambdas: [Double], inputs: [UInt32], steps: Int, stride: Int) {
        self.steps = steps
        // The integer part of 1/lambda is limited, so that it fits into a key. Trains beyond the limit are like no others.
        let shifts = firstLambdas.map { Int(min(1 / $0, 0x1p23)) }
        let fractions = firstLambdas.map { 1 / $0 < 0x1p23 ? 1 / $0 - (1 / $0).rounded(.down) : 0 }
        trains = firstLambdas.indices.sorted { (fractions[$0], $0) < (fractions[$1], $1) }
        var keys: [UInt64] = []
        keys.reserveCapacity(trains.count * steps)
        for (rank, train) in trains.enumerated() {
            for offset in 0..<steps {
                keys.append(
                    UInt64(inputs[train]) << 48 | UInt64(shifts[train] + offset) << 24 | UInt64(rank))
            }
        }
        keys.sort()
        let places = keys.map { [trains] key in
            let train = trains[Int(key & 0xFF_FFFF)]
            return (train: train, offset: Int(key >> 24 & 0xFF_FFFF) - shifts[train])
        }
        all = places.map { UInt32($0.train * stride + $0.offset) }
        offsets = places.map { UInt32($0.offset) }
    }

    /// The columns of the first `steps` steps of the block.
    func columns(steps: Int) -> [UInt32] {
        steps == self.steps ? all : zip(all, offsets).filter { $0.1 < steps }.map(\.0)
    }
}
