import Foundation
import GRDB
import HyperparameterSearch

/// Checks of columns beyond their types and the schema's checks. Another program may have changed the file, and numbers
/// that settle never writes would overflow its arithmetic.
enum StoredRow {
    /// A trial's number, which is below the largest budget.
    static func trialNumber(_ row: Row) throws -> Int {
        let number: Int = try row.decode(forColumn: "number")
        guard (0..<StudyDefinition.largestBudget).contains(number) else { throw error("trial number \(number)") }
        return number
    }

    /// A count of trials.
    static func count(_ row: Row, _ column: String) throws -> Int {
        let count: Int = try row.decode(forColumn: column)
        guard (0...StudyDefinition.largestBudget).contains(count) else { throw error("\(column) \(count)") }
        return count
    }

    /// A finite number, which can be ranked.
    static func number(_ row: Row, _ column: String) throws -> Double? {
        let number: Double? = try row.decode(forColumn: column)
        guard number?.isFinite != false else { throw error("\(column) that is not finite") }
        return number
    }

    /// A time in the years 1 to 9999, which calendars can show.
    static func date(_ row: Row, _ column: String) throws -> Date? {
        guard let seconds: Double = try row.decode(forColumn: column) else { return nil }
        guard let date = date(seconds) else { throw error("\(column) \(seconds)") }
        return date
    }

    /// - Parameter seconds: since 1970.
    /// - Returns: nil for another time.
    static func date(_ seconds: Double) -> Date? {
        times.contains(seconds) ? Date(timeIntervalSince1970: seconds) : nil
    }

    private static let times = -62_135_596_800.0..<253_402_300_800

    /// The times at which trials are recorded: the years 1970 to 9998. A lease may end in the year after them.
    private static let recordedTimes = 0.0..<253_370_764_800

    /// - Throws: ``StorageError/clock(path:time:)`` where the machine's clock shows no time that can be recorded.
    static func checkClock(_ path: String, now: Date = Date()) throws(StorageError) {
        guard !recordedTimes.contains(now.timeIntervalSince1970) else { return }
        throw .clock(path: path, time: now.formatted(.iso8601))
    }

    static func requiredDate(_ row: Row, _ column: String) throws -> Date {
        guard let date = try date(row, column) else { throw error("no \(column)") }
        return date
    }

    static func direction(_ text: String) throws -> Direction {
        guard let direction = Direction(rawValue: text) else { throw error("direction '\(text)'") }
        return direction
    }

    static func parent(_ row: Row) throws -> TrialReference? {
        let study: String? = try row.decode(forColumn: "parent_study")
        let number: Int? = try row.decode(forColumn: "parent_number")
        guard let study, let number else { return nil }
        guard let parent = TrialReference("\(study)/\(number)") else { throw error("parent '\(study)/\(number)'") }
        return parent
    }

    /// The text of an error, cut short where it quotes a large value.
    static func text(of error: any Error) -> String {
        var text = "\(error)"
        if case DecodingError.dataCorrupted(let context)? = error as? DecodingError, context.codingPath.isEmpty {
            text = context.debugDescription
        }
        return text.utf8.count <= 300 ? text : text.prefix(300) + "..."
    }

    /// An error that callers receive as ``StorageError/row(path:detail:)``.
    static func error(_ text: String) -> DecodingError {
        DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: text))
    }
}
