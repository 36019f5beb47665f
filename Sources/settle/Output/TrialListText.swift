import Foundation
import HyperparameterSearch
import StudyReports

extension TrialList {
    func text(_ format: OutputFormat, width: Int? = TerminalWidth.ofOutput) throws -> String {
        try format.text(table: table, csv: csv, json: objects, width: width)
    }
}

extension OutputFormat {
    /// Prints the trials of a query. A table is made in memory, and the formats for programs are written as they are
    /// read.
    func print(_ query: TrialQuery, of study: StoredStudy) throws {
        let stream = TrialStream(query, of: study)
        switch self {
        case .table: try Console.print(TrialList(study.trials(matching: query), of: study).text(self))
        case .csv: try LineOutput.print(stream.writeCSV)
        case .json: try LineOutput.print(stream.writeJSON)
        }
    }
}

extension TrialStream {
    /// Writes the lines of the CSV: the same bytes as those of a ``TrialList``.
    func writeCSV(to output: LineOutput) throws {
        try csv { try output.write($0) }
    }

    /// Writes the JSON of a list with the object of each trial: the same bytes as those of a ``TrialList``.
    func writeJSON(to output: LineOutput) throws {
        let encoder = JSONText.encoder
        try json(encode: { try encoder.encode($0) }, { try output.write($0) })
    }
}
