import StudyReports

extension TrialList {
    func text(_ format: OutputFormat) throws -> String {
        try format.text(table: table, csv: csv, json: objects)
    }
}
