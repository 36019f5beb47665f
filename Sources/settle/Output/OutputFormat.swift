import ArgumentParser
import Foundation
import StudyReports

/// The format of a verb's output.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case csv

    /// The text of a result in this format.
    ///
    /// - Parameter width: the columns for a table; nil for the whole table.
    func text(
        table: @autoclosure () throws -> TextTable, csv: @autoclosure () throws -> TextTable,
        json: @autoclosure () throws -> some Encodable, width: Int? = TerminalWidth.ofOutput
    ) throws -> String {
        switch self {
        case .table: try table().text(width: width)
        case .csv: try csv().csv
        case .json: try JSONText.of(json())
        }
    }
}

struct FormatOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "How to print: table, json or csv.")
    var format: OutputFormat = .table
}

/// JSON for other programs: indented, with sorted keys, numbers at full precision and times in ISO 8601.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }
}
