/// The schema of Optuna's SQLite storage that is written.
enum OptunaVersion {
    /// The revision of the schema in `alembic_version`.
    static let schema = "v3.2.0.a"
    /// The release that made the schema, in `version_info`.
    static let library = "5.0.0"
}
