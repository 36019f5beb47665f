import HyperparameterSearch

/// Trials of a list with copies of their texts, so that another thread can make their lines.
struct TrialBlock: Sendable {
    private enum Row: Sendable {
        case texts(TrialTexts.Facts, parameters: Range<Int>, values: Range<Int>)
        /// A line that the reader has made.
        case line(Range<Int>)
    }

    private var rows: [Row] = []
    private var bytes: [UInt8] = []

    /// The number of bytes of the trials' texts.
    var size: Int { bytes.count }

    mutating func append(_ texts: TrialTexts) {
        let parameters = append(texts.parameters)
        rows.append(.texts(texts.facts, parameters: parameters, values: append(texts.values)))
    }

    mutating func append(line: [UInt8]) {
        rows.append(.line(line.withUnsafeBufferPointer { append($0) }))
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return start..<bytes.count
    }

    /// - Parameter append: appends the line of a trial; false, with nothing appended, where its texts do not suffice.
    func lines(_ append: (TrialTexts, inout [UInt8]) -> Bool) -> TrialLines {
        var lines = TrialLines()
        lines.bytes.reserveCapacity(bytes.count * 3 / 2)
        bytes.withUnsafeBufferPointer { bytes in
            let part = { UnsafeBufferPointer(rebasing: bytes[$0]) }
            for row in rows {
                switch row {
                case .line(let line): lines.bytes.append(contentsOf: part(line))
                case .texts(let facts, let parameters, let values):
                    let texts = TrialTexts(facts, parameters: part(parameters), values: part(values))
                    if !append(texts, &lines.bytes) {
                        lines.missing.append((place: lines.bytes.count, number: facts.number))
                    }
                }
            }
        }
        return lines
    }
}

/// The lines of a block's trials.
struct TrialLines: Sendable {
    var bytes: [UInt8] = []
    /// The trials whose texts did not suffice, and where in the bytes their lines belong.
    var missing: [(place: Int, number: Int)] = []
}
