import Foundation
import HyperparameterSearch

/// A list of trials of one study for programs, of any length, in pieces: the same as ``TrialList`` makes of them.
public struct TrialStream {
    private let study: StoredStudy
    private let query: TrialQuery
    private let blockSize: Int

    public init(_ query: TrialQuery, of study: StoredStudy) {
        self.init(query, of: study, blockSize: TrialLineWriter.blockSize)
    }

    init(_ query: TrialQuery, of study: StoredStudy, blockSize: Int) {
        (self.query, self.study, self.blockSize) = (query, study, blockSize)
    }

    /// Calls `write` with the lines of the CSV in pieces, the header first, each line with its line feed.
    ///
    /// - Throws: the errors of the study's reader and of `write`.
    public func csv(_ write: (_ lines: [UInt8]) throws -> Void) throws {
        let feed = UInt8(ascii: "\n")
        try study.reader.withTrials(of: study.record.id, matching: query) { passes in
            let (parameters, values) = try names(passes)
            let rows = TrialRows(of: study, parameters: parameters, values: values, runs: try passes.runs())
            try write(CSVTable.line(rows.titles).utf8 + [feed])
            let maker = TrialLineMaker(TrialTextLines(of: study, rows)) { texts, trial, lines in
                guard texts.appendCSV(trial, to: &lines) else { return false }
                lines.append(feed)
                return true
            }
            try TrialLineWriter.write(
                passes, maker, blockSize: blockSize, wholeLine: { CSVTable.line(rows.cells(of: $0)).utf8 + [feed] },
                to: write)
        }
    }

    /// Calls `write` with the pieces of a JSON list of the trials, indented, with sorted keys.
    ///
    /// - Parameter encode: encodes a value in the same form.
    /// - Throws: the errors of the study's reader, of `encode` and of `write`.
    public func json(
        encode: (any Encodable) throws -> Data, _ write: (_ piece: [UInt8]) throws -> Void
    ) throws {
        let separator: [UInt8] = Array(",\n".utf8)
        var isEmpty = true
        try study.reader.withTrials(of: study.record.id, matching: query) { passes in
            let rows = TrialRows(of: study, parameters: [], values: [], runs: [])
            let maker = TrialLineMaker(TrialTextLines(of: study, rows)) { texts, trial, objects in
                let start = objects.count
                objects += separator
                let isWritten = texts.appendJSON(trial, to: &objects)
                if !isWritten { objects.removeLast(objects.count - start) }
                return isWritten
            }
            try TrialLineWriter.write(
                passes, maker, blockSize: blockSize,
                wholeLine: { separator + Self.indented(try encode(TrialObject($0, of: study))) }
            ) { objects in
                // The list begins where the first separator has its comma.
                try write(isEmpty ? [UInt8(ascii: "[")] + objects.dropFirst() : objects)
                isEmpty = false
            }
        }
        try write(isEmpty ? Array(encode([TrialObject]())) + [UInt8(ascii: "\n")] : Array("\n]\n".utf8))
    }

    /// The JSON with two more spaces before each line that is not empty. Line feeds in texts are escaped.
    private static func indented(_ json: Data) -> [UInt8] {
        let lineFeed = UInt8(ascii: "\n")
        return Array(
            json.split(separator: lineFeed, omittingEmptySubsequences: false).map { line in
                line.isEmpty ? [] : Array("  ".utf8) + line
            }.joined(separator: [lineFeed]))
    }

    /// The names of the columns. Where the definition does not tell them, the trials are read for their names first.
    private func names(_ passes: TrialPasses) throws -> (parameters: [String], values: [String]) {
        if let declared = study.declared, !declared.kind.hasOtherValues {
            return (declared.parameterNames, declared.valueNames)
        }
        var (parameters, values): (Set<String>, Set<String>) = ([], [])
        var (objects, seen) = ((FlatObject(), FlatObject()), (-1, -1))
        try passes.visitTexts { texts, trial in
            guard let texts, objects.0.scan(texts.parameters), objects.1.scan(texts.values) else {
                let trial = try trial()
                parameters.formUnion((trial.parameters?.values ?? [:]).keys)
                values.formUnion(trial.values.keys)
                return
            }
            guard seen != (objects.0.changes, objects.1.changes) else { return }
            seen = (objects.0.changes, objects.1.changes)
            parameters.formUnion(objects.0.names.map { String(decoding: $0, as: UTF8.self) })
            values.formUnion(objects.1.names.map { String(decoding: $0, as: UTF8.self) })
        }
        guard let declared = study.declared else { return (parameters.sorted(), values.sorted()) }
        let others = values.subtracting(declared.valueNames).sorted()
        return (declared.parameterNames, declared.valueNames + others)
    }
}
