/// The steps at which lossless pruning compares trials: a hundredth of a whole evaluation, then each time 1.5 times the
/// step before, and the last step.
struct Rungs: Sendable {
    let steps: [Int]

    init(through last: Int) {
        var steps: [Int] = []
        var step = max(1, last / 100)
        while step < last {
            steps.append(step)
            step += max(1, step / 2)
        }
        self.steps = steps + [last]
    }
}
