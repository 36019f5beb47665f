import HyperparameterSearch
import StudyStorage

/// What belongs to trials in other tables, as arrays of columns.
struct Belongings {
    /// The table with its columns, the types of those after the study, and the columns themselves.
    private var tables: [(target: String, types: [String], columns: [Parameter])] = []

    init(of records: [TrialRecord]) {
        let traces = records.filter { $0.trace != nil }
        if !traces.isEmpty {
            tables.append(
                (
                    "traces (study_id, number, trace)", ["bigint", "bytea"],
                    [.integers(traces.map(\.number)), .byteStrings(traces.map(\.trace))]
                ))
        }
        let artifacts = records.flatMap { record in record.artifacts.map { (record.number, $0.name, $0.data) } }
        if !artifacts.isEmpty {
            tables.append(
                (
                    "artifacts (study_id, number, name, data)", ["bigint", "text", "bytea"],
                    [
                        .integers(artifacts.map(\.0)), .texts(artifacts.map(\.1)), .byteStrings(artifacts.map(\.2)),
                    ]
                ))
        }
        let attributes = records.flatMap { record in record.attributes.map { (record.number, $0.name, $0.value) } }
        if !attributes.isEmpty {
            tables.append(
                (
                    "trial_attributes (study_id, number, name, value)", ["bigint", "text", "text"],
                    [.integers(attributes.map(\.0)), .texts(attributes.map(\.1)), .texts(attributes.map(\.2))]
                ))
        }
        let values = records.flatMap { record in record.intermediateValues.map { (record.number, $0.step, $0.value) } }
        if !values.isEmpty {
            tables.append(
                (
                    "intermediate_values (study_id, number, step, value)", ["bigint", "bigint", "float8"],
                    [.integers(values.map(\.0)), .integers(values.map(\.1)), .reals(values.map(\.2))]
                ))
        }
    }

    var isEmpty: Bool { tables.isEmpty }

    /// The statements that insert the rows. Each reads the study's ID from `active`. Intermediate values take the place of
    /// earlier ones of the same step.
    ///
    /// - Parameter parameters: the parameters of the whole statement; those of the rows are appended.
    func inserts(into parameters: inout [Parameter]) -> [String] {
        tables.map { table in
            let arrays = table.types.enumerated().map { "$\(parameters.count + 1 + $0)::\($1)[]" }
            parameters += table.columns
            let conflict = " ON CONFLICT (study_id, number, step) DO UPDATE SET value = excluded.value"
            return "INSERT INTO \(table.target) SELECT active.study_id, n.* FROM active CROSS JOIN "
                + "unnest(\(arrays.joined(separator: ", "))) AS n"
                + (table.target.hasPrefix("intermediate") ? conflict : "")
        }
    }
}
