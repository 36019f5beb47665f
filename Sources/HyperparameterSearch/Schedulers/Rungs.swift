/// The steps at which lossless pruning looks at trials: a hundredth of a whole evaluation, then half as many
/// again each time, and the end.
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
