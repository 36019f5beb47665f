import HyperparameterSearch
import StudyReports

/// A finding of `settle check`, with its remedy in the command's words.
struct CheckFinding: Encodable {
    let kind: StoreFinding.Kind
    /// The study's name; nil if the finding concerns the whole storage.
    var study: String?
    /// The trial's number; nil if the finding does not concern a single trial.
    var trial: Int?
    let what: String
    let remedy: String
}

extension CheckFinding {
    init(_ finding: StoreFinding) {
        let remedy =
            switch finding.remedy {
            case .restore: Self.restore
            case .rebuild: "restore a backup, or make a sound file of this one with: settle merge FILE -o NEW"
            case .reevaluate: "restore a backup, or give it to the next run, which evaluates it again, with --repair"
            case .accept: "restore a backup, or accept it as it now is, with --repair"
            case .replay:
                "see which comes back with: settle replay \(finding.study ?? "STUDY") "
                    + "\(finding.trial ?? 0), of this file"
            case .release: "nothing is lost: another run takes them up; or give them back now with --repair"
            }
        self.init(
            kind: finding.kind, study: finding.study, trial: finding.trial, what: finding.what, remedy: remedy)
    }

    /// - Parameter storage: the `--storage` argument for suggested commands.
    init(_ finding: TrialFinding, study: String, storage: String) {
        let remedy =
            switch finding.remedy {
            case .restore: "restore a backup, or delete the study and run it again"
            case .replay: "see which comes back with: settle replay \(study) \(finding.trial ?? 0)\(storage)"
            case .otherProgram: "check it with the program that made it"
            case .otherVersion: "values of another version may differ in their last digits"
            }
        self.init(kind: finding.kind, study: study, trial: finding.trial, what: finding.what, remedy: remedy)
    }

    static let restore = "restore a backup"

    /// The findings as a table, one row for each.
    static func table(_ findings: [CheckFinding]) -> TextTable {
        var table = TextTable(columns: [
            .word("kind"), .word("study").narrowed(.cutInside(to: 12)), .number("trial"),
            .word("what").narrowed(.folded(to: 12)), .word("remedy").narrowed(.folded(to: 12)),
        ])
        table.rows = findings.map { finding in
            [
                finding.kind.rawValue, finding.study ?? "", finding.trial.map(String.init) ?? "", finding.what,
                finding.remedy,
            ]
        }
        return table
    }
}
