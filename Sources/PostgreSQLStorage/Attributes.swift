import HyperparameterSearch

extension PostgreSQLStore {
    public func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws {
        try StudyError.checkAttribute(name, json)
        try write { connection in
            try lock(study, connection)
            let (table, keys): (String, [String])
            var parameters = [study.parameter]
            if let number {
                let changed = try connection.run(
                    """
                    UPDATE trials SET revision = nextval('revisions') WHERE study_id = $1 AND number = $2 RETURNING number
                    """, [study.parameter, .integer(number)])
                guard changed.count == 1 else { throw StudyError.noTrial(number) }
                (table, keys) = ("trial_attributes", ["study_id", "number", "name"])
                parameters.append(.integer(number))
            } else {
                (table, keys) = ("study_attributes", ["study_id", "name"])
            }
            parameters.append(.text(name))
            guard let json else {
                let conditions = keys.enumerated().map { "\($0.element) = $\($0.offset + 1)" }
                try connection.run(
                    "DELETE FROM \(table) WHERE " + conditions.joined(separator: " AND "), parameters)
                return
            }
            let key = keys.joined(separator: ", ")
            let marks = (1...keys.count + 1).map { "$\($0)" }.joined(separator: ", ")
            try connection.run(
                """
                INSERT INTO \(table) (\(key), value) VALUES (\(marks))
                ON CONFLICT (\(key)) DO UPDATE SET value = excluded.value
                """, parameters + [.text(json)])
        }
    }

    public func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String] {
        try read(study) { connection, _ in try attributes(ofTrial: number, of: study, connection) }
    }

    func attributes(ofTrial number: Int?, of study: StudyID, _ connection: Connection) throws -> [String: String] {
        let found = try connection.run(
            number == nil
                ? "SELECT name, value FROM study_attributes WHERE study_id = $1"
                : "SELECT name, value FROM trial_attributes WHERE study_id = $1 AND number = $2",
            [study.parameter] + (number.map { [.integer($0)] } ?? [])
        ).map { (try $0.text(), try $0.text()) }
        return Dictionary(found) { first, _ in first }
    }
}
