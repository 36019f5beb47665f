/// Reads the `objective` of a study file.
enum ObjectiveReader {
    static func objective(_ value: YAMLValue) throws(StudyFileError) -> StudyObjective {
        let kinds = try value.mapping("an objective: convergence or training")
        try kinds.allow(only: "convergence", "training")
        if let training = kinds["training"] {
            guard kinds["convergence"] == nil else {
                throw value.error(rule: "a study has one objective", remedy: "remove convergence or training")
            }
            return .training(try TrainingReader.settings(training))
        }
        return .convergence(try ConvergenceReader.settings(kinds.required("convergence")))
    }
}

extension YAMLValue {
    /// A seed: a whole number of 32 bits.
    func seedNumber() throws(StudyFileError) -> UInt32 {
        UInt32(try integer(in: 0...Int(UInt32.max)))
    }

    /// A list of layer sizes.
    func units(_ expectation: String, most: Int) throws(StudyFileError) -> [Int] {
        var sizes: [Int] = []
        for size in try list(expectation) { sizes.append(try size.integer(in: 1...most)) }
        return sizes
    }

    /// A finite number above 0.
    func positiveNumber() throws(StudyFileError) -> Double {
        let number = try number()
        guard number > 0 else { throw error(rule: "the number must be above 0", remedy: "give a number above 0") }
        return number
    }
}
