/// SQL statements that change a store's rows in ways that settle never does.
public enum HostileRows {
    /// Removes types and checks from the schema, so that columns can have any value.
    public static let makeLax: String = {
        var lax = "replace(replace(sql, ') STRICT', ')'), 'CHECK (', 'CHECK (1 OR ')"
        for type in ["TEXT", "INTEGER", "REAL", "BLOB"] { lax = "replace(\(lax), '\(type) NOT NULL', '\(type)')" }
        return "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = \(lax); PRAGMA user_version = 7"
    }()

    private static let columns: [(table: String, names: [String])] = [
        ("studies", ["name", "definition", "direction", "budget", "next_number", "revision", "created_at"]),
        ("runs", ["id", "study_id", "description", "started_at", "lease_expires_at", "ended_at", "ending", "lapses"]),
        ("conflicts", ["study_id", "number", "run_id", "found_at", "difference"]), ("last_run", ["id"]),
        (
            "trials",
            [
                "study_id", "number", "state", "run_id", "parameters", "value", "bound", "reason", "named_values",
                "steps",
                "started_at", "finished_at", "revision", "parent_study", "parent_number",
            ]
        ), ("traces", ["study_id", "number", "trace"]), ("artifacts", ["name", "data"]),
        ("checkpoints", ["number", "step", "data"]), ("grdb_migrations", ["identifier"]),
    ]

    /// SQL expressions: wrong types, numbers at the ends of their range, control characters, JSON of other shapes.
    private static let values = [
        "NULL", "''", "'text'", "'1'", "'-3.5'", "x'00FF80'", "x''", "0", "-1", "1", "9223372036854775807",
        "-9223372036854775808", "2147483648", "1e300", "-1e300", "9e999", "-9e999", "1.5", "'../x'", "char(27)||'[31m'",
        "'a'||char(0)||'b'", "CAST(x'FF80' AS TEXT)", "'{}'", "'[]'", "'{\"x\":'", "'{\"x\":1e999}'", "'{\"x\":null}'",
        "'{\"x\":{\"y\":[1]}}'", "'{\"x\":-0.0,\"y\":\"z\"}'", "'claimed'", "'waiting'", "'complete'", "'pruned'",
        "'failed'",
        "'maximize'", "zeroblob(100000)", "replace(hex(zeroblob(2000)), '0', '[')", "10000000", "9999999", "'low'",
        "(SELECT json_set(description, '$.threads', 1e30) FROM runs)",
        "(SELECT json_set(description, '$.worker.process', 9999999999) FROM runs)",
    ]

    /// One to six statements that change values, one on each line.
    public static func statements(_ random: inout FuzzRandom) -> [UInt8] {
        let lines = (0...random.below(6)).map { _ in
            let (table, names) = random.pick(columns)
            let changes = (0...random.below(3)).map { _ in "\(random.pick(names)) = \(random.pick(values))" }
            let place = random.isOne(in: 3) ? "" : " WHERE rowid = \(1 + random.below(5))"
            return "UPDATE OR REPLACE \(table) SET \(changes.joined(separator: ", "))\(place)"
        }
        return Array(lines.joined(separator: "\n").utf8)
    }
}
