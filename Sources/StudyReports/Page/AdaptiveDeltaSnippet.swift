import AnnealingStudies
import SpikingDynamics

/// Step sizes and the constants of adaptive delta modulation as text in several languages.
extension ScheduleSnippet {
    /// As a Python function that makes a neuron's steps.
    func python(_ modulation: AdaptiveDeltaModulation) -> String {
        """
        # \(title)
        # Adaptive delta modulation (Jayant, 1970). v sums weight * r of all senders; s moves by epsilon * (v + b - s).
        epsilon = \(Self.python(schedules.epsilon))
        \(constants(modulation))


        def send(s, r, step, last, increase, decrease, initial_step, smallest_step, largest_step):
            \"\"\"The next bit, r and step of a neuron at s. At first r is 0.5 of the input, else 0, and last is None.\"\"\"
            bit = s > r
            outward = r >= 1 if bit else r <= 0
            factor = increase if bit == last and not outward else decrease
            step = initial_step if last is None else min(max(step * factor, smallest_step), largest_step)
            return bit, min(max(r + step if bit else r - step, 0.0), 1.0), step

        """
    }

    /// The arguments of `send` behind `last`, of the input and of all others.
    private func constants(_ modulation: AdaptiveDeltaModulation) -> String {
        [("input_constants", modulation.input), ("other_constants", modulation.others)].map { name, constants in
            "\(name) = (\(constants.increase), \(constants.decrease), \(constants.initialStep), "
                + "\(constants.smallestStep), \(constants.largestStep))"
        }.joined(separator: "\n")
    }

    /// As values of the library SpikingDynamics.
    func swift(_ modulation: AdaptiveDeltaModulation) -> String {
        """
        import SpikingDynamics

        // \(title)
        let epsilon = \(Self.swift(schedules.epsilon))
        let modulation = try AdaptiveDeltaModulation(
            input: \(Self.swift(modulation.input)),
            others: \(Self.swift(modulation.others)))

        """
    }

    private static func swift(_ constants: AdaptiveDeltaModulation.Constants) -> String {
        ".init(increase: \(constants.increase), decrease: \(constants.decrease), initialStep: "
            + "\(constants.initialStep), smallestStep: \(constants.smallestStep), largestStep: \(constants.largestStep))"
    }
}
