extension YAMLValue {
    /// A seed: a whole number of 32 bits.
    public func seedNumber() throws(StudyFileError) -> UInt32 {
        UInt32(try integer(in: 0...Int(UInt32.max)))
    }

    /// A list of whole numbers from 1 to `most`.
    public func sizes(_ expectation: String, most: Int) throws(StudyFileError) -> [Int] {
        var sizes: [Int] = []
        for size in try list(expectation) { sizes.append(try size.integer(in: 1...most)) }
        return sizes
    }

    /// A finite number above 0.
    public func positiveNumber() throws(StudyFileError) -> Double {
        let number = try number()
        guard number > 0 else { throw error(rule: "the number must be above 0", remedy: "give a number above 0") }
        return number
    }
}
