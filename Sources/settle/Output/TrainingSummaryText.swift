import Foundation
import SpikingDynamics
import StudyReports

/// The summary as text: a table for people; for programs, JSON, or CSV with a different name for each column.
extension TrainingSummary {
    func text(_ format: OutputFormat, width: Int? = TerminalWidth.ofOutput) throws -> String {
        try format.text(table: table, csv: csv, json: rows, width: width)
    }

    private var table: TextTable {
        // The table has no column of quantizers if all rows have the paper's.
        let showsQuantizer = rows.contains { $0.quantizer != nil && $0.quantizer != Quantizer.sigmaDelta.rawValue }
        let showsDecoder = rows.contains { $0.decoder != nil }
        var columns: [TextTable.Column] = [.word("network")]
        columns += ["epsilon", "lambda"].map { .word($0).ranked(1).narrowed(.cut(to: 9)) }
        if showsQuantizer { columns.append(.word("quantizer").ranked(4).narrowed(.cut(to: 9))) }
        if showsDecoder { columns.append(.word("decoder").ranked(4)) }
        columns.append(.word("schedule of").ranked(4).narrowed(.cutInside(to: 12)))
        columns += [.number("epochs").ranked(3), .number("runs").ranked(3)]
        for (set, rank) in [("test", 0), ("train", 2)] {
            columns.append(.number(set).ranked(rank))
            columns += ["lowest", "highest"].map { .number($0).ranked(5) }
        }
        columns += [.number("spikes").ranked(6), .number("distance").ranked(6), .number("time").ranked(3)]
        var table = TextTable(columns: columns)
        for row in rows {
            var cells = [row.network, row.epsilon, row.lambda ?? ""]
            if showsQuantizer { cells.append(row.quantizer ?? "") }
            if showsDecoder { cells.append(row.decoderName) }
            cells += [row.parent ?? "", "\(row.epochs)"]
            cells.append(row.complete == row.seeds.count ? "\(row.complete)" : "\(row.complete) of \(row.seeds.count)")
            cells += numbersOf(row.test, PercentText.signed) + numbersOf(row.train, PercentText.signed)
            cells.append(row.spikes.map { String(format: "%.3f", $0) } ?? "")
            cells.append(row.distance.map { String(format: "%.2g", $0) } ?? "")
            cells.append(row.seconds.map(NumberText.duration) ?? "")
            table.rows.append(cells)
        }
        return table
    }

    /// Numbers are at full precision, under the names of stored values. Seeds are separated by spaces.
    private var csv: TextTable {
        let namesDecoder = rows.contains { $0.decoder != nil }
        let columns =
            [
                "network", "epsilon", "lambda", "quantizer", "parent",
            ] + (namesDecoder ? ["decoder"] : []) + [
                "seeds", "epochs", "runs", "complete",
                "testError", "lowestTestError", "highestTestError", "trainError", "lowestTrainError",
                "highestTrainError",
                "spikes", "distance", "seconds",
            ]
        var table = TextTable(columns: columns.map(TextTable.Column.word))
        for row in rows {
            var cells = [row.network, row.epsilon, row.lambda ?? "", row.quantizer ?? "", row.parent ?? ""]
            if namesDecoder { cells.append(row.decoderName) }
            cells.append(row.seeds.map(String.init).joined(separator: " "))
            cells += [row.epochs, row.seeds.count, row.complete].map(String.init)
            cells += numbersOf(row.test, \.shortestText) + numbersOf(row.train, \.shortestText)
            cells += [row.spikes, row.distance, row.seconds].map { $0?.shortestText ?? "" }
            table.rows.append(cells)
        }
        return table
    }

    private func numbersOf(_ errors: Errors?, _ text: (Double) -> String) -> [String] {
        errors.map { [$0.mean, $0.lowest, $0.highest].map(text) } ?? ["", "", ""]
    }
}

extension TrainingSummary.Row {
    /// Empty for a continuous network, which decodes nothing.
    fileprivate var decoderName: String { lambda == nil ? "" : decoder ?? Decoder.paper.rawValue }
}
