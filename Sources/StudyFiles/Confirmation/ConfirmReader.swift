import HyperparameterSearch

/// Reads the key `confirm` of a study file: `{top: 20, networks: ...}`.
enum ConfirmReader {
    /// - Parameter study: the study that is confirmed.
    static func confirmation(
        _ value: YAMLValue, of study: DeclaredStudy
    ) throws(StudyFileError) -> DeclaredConfirmation {
        let confirm = try value.mapping("what confirms the best trials, as in {top: 20, \(example(of: study))}")
        let plan = try study.kind.confirmation(confirm, of: study)
        let top = try confirm.required("top").integer(in: DeclaredConfirmation.tops)
        return DeclaredConfirmation(top: top, plan: plan)
    }

    private static func example(of study: DeclaredStudy) -> String {
        type(of: study.kind).confirmationExample ?? "..."
    }
}

extension DeclaredStudy {
    /// The name of the study's attribute that has ``DeclaredConfirmation/canonical`` as JSON. A store keeps the
    /// confirmation beside the definition, because it is no part of the search's identity.
    public static let confirmationAttribute = "confirm"

    /// Reads a stored confirmation of this study.
    ///
    /// - Throws: ``StudyFileError`` if this version cannot read it.
    public func confirmation(stored text: String) throws(StudyFileError) -> DeclaredConfirmation {
        try ConfirmReader.confirmation(
            YAMLValue(
                parsing: text, file: "the stored 'confirm' of \(name)", limit: StudyFile.largestDefinition), of: self)
    }
}
