/// The steps at which a trace is sampled: the Renard R10 preferred numbers, ten a decade, rounded half away from zero
/// (1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, ...), and the last step.
public enum RenardSteps {
    /// One decade of R10, in hundredths.
    private static let hundredths = [100, 125, 160, 200, 250, 315, 400, 500, 630, 800]

    /// The sampled steps of 1...`last`, ascending, each once; none if `last` is below 1.
    public static func through(_ last: Int) -> [Int] {
        var steps: [Int] = []
        while (steps.last ?? 0) < last { steps.append(next(after: steps.last ?? 0, through: last)) }
        return steps
    }

    /// The first sampled step of 1...`last` after `step`, which is from 0 to `last` - 1.
    static func next(after step: Int, through last: Int) -> Int {
        var decade = 1
        while decade <= step / 10 { decade *= 10 }
        while true {
            for hundredth in hundredths {
                // `decade` is a power of ten. From 100 on, the product is a multiple of 100.
                let sampled = decade < 100 ? (hundredth * decade + 50) / 100 : hundredth * (decade / 100)
                if sampled >= last { return last }
                if sampled > step { return sampled }
            }
            let (next, overflow) = decade.multipliedReportingOverflow(by: 10)
            if overflow || next > Int.max / 8 { return last }
            decade = next
        }
    }
}
