import Foundation
import SpikingDynamics
import StudyReports

/// The comparison as text: a table for people; for programs, JSON, or CSV with the numbers of each network.
extension ScheduleComparison {
    func text(_ format: OutputFormat) throws -> String {
        try format.text(table: table, csv: csv, json: rows)
    }

    private var table: TextTable {
        // The table has no column of quantizers if all rows have the paper's.
        let showsQuantizer = rows.contains { $0.quantizer != Quantizer.sigmaDelta.rawValue }
        let words = ["schedule of", "epsilon", "lambda"] + (showsQuantizer ? ["quantizer"] : [])
        let numbers = ["error", "lowest", "highest", "ratio", "lowest ratio", "highest ratio", "better on"]
        var table = TextTable(columns: words.map(TextTable.Column.word) + numbers.map(TextTable.Column.number))
        for (index, row) in rows.enumerated() {
            var cells = [index == 0 ? "(baseline)" : row.parent ?? "", row.epsilon, row.lambda]
            if showsQuantizer { cells.append(row.quantizer) }
            cells += Self.numbers(row.error) { NumberText.short($0) }
            cells +=
                index == 0
                ? ["", "", "", ""]
                : Self.numbers(row.ratio) { String(format: "%.3f", $0) } + [
                    row.ratios.isEmpty ? "" : "\(row.better) of \(row.ratios.count)"
                ]
            table.rows.append(cells)
        }
        return table
    }

    private var csv: TextTable {
        let spreads = ["error", "lowestError", "highestError", "ratio", "lowestRatio", "highestRatio", "better"]
        let networks = (0..<networks).flatMap { ["error.\($0)", "ratio.\($0)"] }
        let columns = ["parent", "epsilon", "lambda", "quantizer"] + spreads + networks
        var table = TextTable(columns: columns.map(TextTable.Column.word))
        for row in rows {
            var cells = [row.parent ?? "", row.epsilon, row.lambda, row.quantizer]
            cells += Self.numbers(row.error, \.shortestText) + Self.numbers(row.ratio, \.shortestText)
            cells.append("\(row.better)")
            for network in 0..<self.networks {
                cells.append(row.errors.isEmpty ? "" : row.errors[network].shortestText)
                cells.append(row.ratios.isEmpty ? "" : row.ratios[network].shortestText)
            }
            table.rows.append(cells)
        }
        return table
    }

    private static func numbers(_ spread: Spread?, _ text: (Double) -> String) -> [String] {
        spread.map { [$0.geometricMean, $0.lowest, $0.highest].map(text) } ?? ["", "", ""]
    }
}
