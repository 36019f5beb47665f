/// The text of a small study file, line by line, of which a test may change one.
struct StudyText {
    /// From 1.
    var lines: [String]

    static let random = StudyText(
        lines: """
            name: small
            objective:
              convergence:
                layers: [6, 5, 3]
                weights: {seed: 1}
                input: {seed: 2}
                steps: 50
                minimize: meanError
            sampler: {random: {seed: 3}}
            trials: 8
            space:
              epsilon:
                initial: {from: 0, to: 1}
                exponent: 0.5
              lambda: 1
              quantizer: sigma-delta
            """.split(separator: "\n").map(String.init))

    /// A grid; line 10, where the number of trials would stand, is a comment.
    static let grid = random.replacing(9, "sampler: grid").replacing(10, "# no trials").replacing(
        13, "    initial: {from: 0.1, to: 1, count: 3}")

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// With another text in place of line `number`; none removes the line.
    func replacing(_ number: Int, _ replacement: String...) -> StudyText {
        var copy = self
        copy.lines.replaceSubrange(number - 1..<number, with: replacement)
        return copy
    }
}
