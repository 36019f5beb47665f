import Foundation
import HyperparameterSearch

/// The server's clock, in seconds since 1970, as an SQL expression.
let serverTime = "extract(epoch FROM clock_timestamp())::float8"

extension StudyRecord {
    static let columns = "id, name, definition, direction, budget, fingerprint, created_at"

    /// - Parameter row: a row with these columns.
    init(_ row: inout ResultRow) throws {
        let id = StudyID(Int64(try row.integer()))
        let (name, text, direction) = (try row.text(), try row.text(), try Direction(stored: row.text()))
        let budget = try row.integer()
        do {
            self.init(
                id: id,
                definition: try StudyDefinition(
                    name: name, text: text, direction: direction, budget: budget, fingerprint: row.optionalText()),
                created: Date(timeIntervalSince1970: try row.real()))
        } catch let error as StudyError {
            // The stored row is invalid, not the user's request.
            throw StoredValueError("\(error)")
        }
    }
}

extension Direction {
    init(stored text: String) throws {
        guard let direction = Direction(rawValue: text) else { throw StoredValueError("direction '\(text)'") }
        self = direction
    }
}

extension RunRecord {
    static let columns = "id, description, started_at, ended_at, ending"

    /// - Parameter row: a row that begins with these columns.
    init(_ row: inout ResultRow) throws {
        self.init(
            id: RunID(Int64(try row.integer())),
            description: try JSONDecoder().decode(RunDescription.self, from: row.data()),
            started: Date(timeIntervalSince1970: try row.real()),
            ended: try row.optionalReal().map(Date.init(timeIntervalSince1970:)),
            ending: row.optionalText().flatMap(RunEnding.init))
    }
}

extension StudyID {
    var parameter: Parameter { .integer(Int(rawValue)) }
}

extension RunID {
    var parameter: Parameter { .integer(Int(rawValue)) }
}
