import GRDB

/// The tables of Optuna's SQLite storage, as Optuna itself makes them.
enum OptunaSchema {
    /// The revision that is written, in `alembic_version`.
    static let revision = "v3.2.0.a"
    /// The version of the storage in `version_info`, which is the same for all revisions of Optuna 3 to 5.
    static let version = 12
    /// The release of Optuna whose storage is written.
    static let library = "5.0.0"

    /// The revisions that are read: those of Optuna 3.0 and 3.1, and of every later release to 5.0. They differ by an
    /// index.
    static let readable = ["v3.0.0.d", revision]
    /// The revisions before these, which `optuna storage upgrade` turns into a newer one.
    static let older = [
        "v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c",
    ]

    /// Makes the tables, without a study.
    static func create(in database: Database) throws {
        for statement in statements { try database.execute(sql: statement) }
        try database.execute(
            sql: "INSERT INTO version_info (version_info_id, schema_version, library_version) VALUES (1, ?, ?)",
            arguments: [version, library])
        try database.execute(sql: "INSERT INTO alembic_version (version_num) VALUES (?)", arguments: [revision])
    }

    /// In Optuna's order, with SQLAlchemy's spacing.
    private static let statements = [
        table(
            "studies",
            ["study_id INTEGER NOT NULL", "study_name VARCHAR(512) NOT NULL", "PRIMARY KEY (study_id)"]),
        "CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)",
        table(
            "version_info",
            [
                "version_info_id INTEGER NOT NULL", "schema_version INTEGER", "library_version VARCHAR(256)",
                "PRIMARY KEY (version_info_id)", "CHECK (version_info_id=1)",
            ]),
        table(
            "study_directions",
            [
                "study_direction_id INTEGER NOT NULL", "direction VARCHAR(8) NOT NULL", "study_id INTEGER NOT NULL",
                "objective INTEGER NOT NULL", "PRIMARY KEY (study_direction_id)", "UNIQUE (study_id, objective)",
                foreignKey("study_id", "studies"),
            ]),
        attributes("study_user_attributes", of: "study_id", in: "studies"),
        attributes("study_system_attributes", of: "study_id", in: "studies"),
        table(
            "trials",
            [
                "trial_id INTEGER NOT NULL", "number INTEGER", "study_id INTEGER", "state VARCHAR(8) NOT NULL",
                "datetime_start DATETIME", "datetime_complete DATETIME", "PRIMARY KEY (trial_id)",
                foreignKey("study_id", "studies"),
            ]),
        "CREATE INDEX ix_trials_study_id ON trials (study_id)",
        attributes("trial_user_attributes", of: "trial_id", in: "trials"),
        attributes("trial_system_attributes", of: "trial_id", in: "trials"),
        table(
            "trial_params",
            [
                "param_id INTEGER NOT NULL", "trial_id INTEGER", "param_name VARCHAR(512)", "param_value FLOAT",
                "distribution_json TEXT", "PRIMARY KEY (param_id)", "UNIQUE (trial_id, param_name)",
                foreignKey("trial_id", "trials"),
            ]),
        table(
            "trial_values",
            [
                "trial_value_id INTEGER NOT NULL", "trial_id INTEGER NOT NULL", "objective INTEGER NOT NULL",
                "value FLOAT", "value_type VARCHAR(7) NOT NULL", "PRIMARY KEY (trial_value_id)",
                "UNIQUE (trial_id, objective)", foreignKey("trial_id", "trials"),
            ]),
        table(
            "trial_intermediate_values",
            [
                "trial_intermediate_value_id INTEGER NOT NULL", "trial_id INTEGER NOT NULL", "step INTEGER NOT NULL",
                "intermediate_value FLOAT", "intermediate_value_type VARCHAR(7) NOT NULL",
                "PRIMARY KEY (trial_intermediate_value_id)", "UNIQUE (trial_id, step)",
                foreignKey("trial_id", "trials"),
            ]),
        table(
            "trial_heartbeats",
            [
                "trial_heartbeat_id INTEGER NOT NULL", "trial_id INTEGER NOT NULL", "heartbeat DATETIME NOT NULL",
                "PRIMARY KEY (trial_heartbeat_id)", "UNIQUE (trial_id)", foreignKey("trial_id", "trials"),
            ]),
        table(
            "alembic_version",
            ["version_num VARCHAR(32) NOT NULL", "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"]),
    ]

    private static func table(_ name: String, _ columns: [String]) -> String {
        "CREATE TABLE \(name) (\n\t" + columns.joined(separator: ", \n\t") + "\n)"
    }

    private static func foreignKey(_ column: String, _ table: String) -> String {
        "FOREIGN KEY(\(column)) REFERENCES \(table) (\(column))"
    }

    private static func attributes(_ name: String, of owner: String, in table: String) -> String {
        let key = "\(name.dropLast())_id"
        return self.table(
            name,
            [
                "\(key) INTEGER NOT NULL", "\(owner) INTEGER", "\"key\" VARCHAR(512)", "value_json TEXT",
                "PRIMARY KEY (\(key))", "UNIQUE (\(owner), \"key\")", foreignKey(owner, table),
            ])
    }
}
