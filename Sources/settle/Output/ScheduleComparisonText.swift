import AnnealingStudies
import Foundation
import SpikingDynamics
import StudyReports

/// The comparison as text: a table for people; for programs, JSON, or CSV with the numbers of each network.
extension ScheduleComparison {
    func text(_ format: OutputFormat, width: Int? = TerminalWidth.ofOutput) throws -> String {
        try format.text(table: table, csv: csv, json: rows, width: width)
    }

    private static let paperQuantizer = Quantizer.sigmaDelta.rawValue

    /// One network has one error for each schedule, and several have a mean and extremes.
    private var table: TextTable {
        let hasSeveral = networks > 1
        // The table has no column of quantizers if all rows have the paper's.
        let showsQuantizer = rows.contains { ($0.quantizer ?? Self.paperQuantizer) != Self.paperQuantizer }
        let showsDecoder = rows.contains { $0.decoder != nil }
        let showsClock = rows.contains { $0.clock != nil }
        let showsCode = rows.contains { $0.code != nil }
        var columns: [TextTable.Column] = [.word("schedule of").ranked(3).narrowed(.cutInside(to: 12))]
        columns += ["epsilon", "lambda"].map { .word($0).narrowed(.cut(to: 9)) }
        if showsQuantizer { columns.append(.word("quantizer").ranked(2).narrowed(.cut(to: 9))) }
        if showsDecoder { columns.append(.word("decoder").ranked(2)) }
        if showsClock { columns.append(.word("clock").ranked(2)) }
        if showsCode { columns.append(.word("code").ranked(2).narrowed(.cut(to: 13))) }
        columns.append(.number("error").ranked(1))
        if hasSeveral { columns += ["lowest", "highest"].map { .number($0).ranked(5) } }
        columns.append(.number("ratio"))
        if hasSeveral {
            columns += ["lowest ratio", "highest ratio"].map { .number($0).ranked(4) }
            columns.append(.number("better on").ranked(2))
        }
        // One share would be 1 in every row.
        let showsShares = rows.contains { ($0.shares?.count ?? 0) > 1 }
        if showsShares { columns.append(.word("shares").ranked(6)) }
        var table = TextTable(columns: columns)
        for (index, row) in rows.enumerated() {
            let isBaseline = index == 0
            let error = Self.numbers(row.error) { NumberText.short($0) }
            let ratio = isBaseline ? ["", "", ""] : Self.numbers(row.ratio) { String(format: "%.3f", $0) }
            var cells = [isBaseline ? "(baseline)" : row.parent ?? "", row.epsilon, row.lambda ?? ""]
            if showsQuantizer { cells.append(row.quantizer ?? "") }
            if showsDecoder { cells.append(row.decoderName) }
            if showsClock { cells.append(row.clockName) }
            if showsCode { cells.append(row.code ?? "") }
            cells += hasSeveral ? error + ratio : [error[0], ratio[0]]
            if hasSeveral {
                cells.append(isBaseline || row.ratios.isEmpty ? "" : "\(row.better) of \(row.ratios.count)")
            }
            if showsShares { cells.append(Self.text(row.shares)) }
            table.rows.append(cells)
        }
        return table
    }

    /// Such as `.53/.14/.33`, in the order of the steps.
    private static func text(_ shares: [ErrorShares.Part]?) -> String {
        (shares ?? []).map { part in
            let text = String(format: "%.2f", part.share)
            return text.hasPrefix("0") ? String(text.dropFirst()) : text
        }.joined(separator: "/")
    }

    private var csv: TextTable {
        let spreads = ["error", "lowestError", "highestError", "ratio", "lowestRatio", "highestRatio", "better"]
        let networks = (0..<networks).flatMap { ["error.\($0)", "ratio.\($0)"] }
        let shares = rows.compactMap(\.shares).max { $0.count < $1.count } ?? []
        let namesDecoder = rows.contains { $0.decoder != nil }
        let namesClock = rows.contains { $0.clock != nil }
        let namesCode = rows.contains { $0.code != nil }
        let schedules =
            ["parent", "epsilon", "lambda", "quantizer"] + (namesDecoder ? ["decoder"] : [])
            + (namesClock ? ["clock"] : []) + (namesCode ? ["code"] : [])
        let columns = schedules + spreads + networks + shares.map { "share.\($0.from)-\($0.to)" }
        var table = TextTable(columns: columns.map(TextTable.Column.word))
        for row in rows {
            var cells = [row.parent ?? "", row.epsilon, row.lambda ?? "", row.quantizer ?? ""]
            if namesDecoder { cells.append(row.decoderName) }
            if namesClock { cells.append(row.clockName) }
            if namesCode { cells.append(row.code ?? "") }
            cells += Self.numbers(row.error, \.shortestText) + Self.numbers(row.ratio, \.shortestText)
            cells.append("\(row.better)")
            for network in 0..<self.networks {
                cells.append(row.errors.isEmpty ? "" : row.errors[network].shortestText)
                cells.append(row.ratios.isEmpty ? "" : row.ratios[network].shortestText)
            }
            cells += shares.indices.map { place in row.shares.map { $0[place].share.shortestText } ?? "" }
            table.rows.append(cells)
        }
        return table
    }

    private static func numbers(_ spread: Spread?, _ text: (Double) -> String) -> [String] {
        spread.map { [$0.geometricMean, $0.lowest, $0.highest].map(text) } ?? ["", "", ""]
    }
}

extension ScheduleComparison.Row {
    /// Empty where a code has no decoder, or no clock.
    fileprivate var decoderName: String { code == nil ? decoder ?? Decoder.paper.rawValue : "" }
    fileprivate var clockName: String { code == nil ? clock ?? ClockText(.steps).text : "" }
}
