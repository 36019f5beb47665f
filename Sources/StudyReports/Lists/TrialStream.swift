import HyperparameterSearch

/// A list of trials of one study for programs, of any length, in pieces: the same as ``TrialList`` makes of them.
public struct TrialStream {
    private let study: StoredStudy
    private let query: TrialQuery

    public init(_ query: TrialQuery, of study: StoredStudy) {
        (self.query, self.study) = (query, study)
    }

    /// Calls `write` with each line of the CSV, the header first, without its line feed.
    ///
    /// - Throws: the errors of the study's reader and of `write`.
    public func csv(_ write: (String) throws -> Void) throws {
        try study.reader.withTrials(of: study.record.id, matching: query) { passes in
            let (parameters, values) = try names(passes)
            let rows = TrialRows(of: study, parameters: parameters, values: values, runs: try passes.runs())
            try write(CSVTable.line(rows.titles))
            try passes.visit { try write(CSVTable.line(rows.cells(of: $0))) }
        }
    }

    /// Calls `visit` with the JSON object of each trial.
    ///
    /// - Throws: the errors of the study's reader and of `visit`.
    public func objects(_ visit: (TrialObject) throws -> Void) throws {
        try study.reader.withTrials(of: study.record.id, matching: query) { passes in
            try passes.visit { try visit(TrialObject($0, of: study)) }
        }
    }

    /// The names of the columns. Where the definition does not tell them, the trials are read for their names first.
    private func names(_ passes: TrialPasses) throws -> (parameters: [String], values: [String]) {
        if let declared = study.declared, !declared.kind.hasOtherValues {
            return (declared.parameterNames, declared.valueNames)
        }
        var (parameters, values): (Set<String>, Set<String>) = ([], [])
        try passes.visit { trial in
            parameters.formUnion((trial.parameters?.values ?? [:]).keys)
            values.formUnion(trial.values.keys)
        }
        guard let declared = study.declared else { return (parameters.sorted(), values.sorted()) }
        let others = values.subtracting(declared.valueNames).sorted()
        return (declared.parameterNames, declared.valueNames + others)
    }
}
