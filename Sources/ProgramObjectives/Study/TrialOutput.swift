/// What the programs of a trial have written.
struct TrialOutput {
    var reported = ReportedValues()
    /// The last bytes of standard output and of standard error, over all starts of the program.
    var log = OutputTail()
    var errors = OutputTail()
    /// The value that the last start has printed at its end.
    private(set) var end: (value: Double, values: [String: Double])?
    /// Why a line of the last start with a value did not count.
    private(set) var fault: String?
    private var lines = LineSplitter()

    /// A program starts.
    mutating func begin() {
        (end, fault, lines) = (nil, nil, LineSplitter())
    }

    /// - Parameter keep: is told of each new report.
    mutating func take(_ bytes: ArraySlice<UInt8>, isError: Bool, keep: (_ step: Int, _ value: Double) -> Void) {
        guard !isError else {
            errors.append(bytes)
            return
        }
        log.append(bytes)
        var found: [ReportLine] = []
        lines.take(bytes) { found.append(ReportLine($0)) }
        for line in found { take(line, keep) }
    }

    /// The program has ended; its last line may have no end.
    mutating func finish() {
        var found: [ReportLine] = []
        lines.finish { found.append(ReportLine($0)) }
        for line in found { take(line, { _, _ in }) }
    }

    private mutating func take(_ line: ReportLine, _ keep: (Int, Double) -> Void) {
        switch line {
        case .log: break
        case .fault(let reason): fault = reason
        case .end(let value, let values): end = (value, values)
        case .step(let step, let value):
            if reported.add(step, value) { keep(step, value) }
        }
    }
}
