import StudyReports

extension TrialList {
    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: try table.text
        case .csv: try csv.csv
        case .json: try JSONText.of(objects)
        }
    }
}
