/// Why a trial cannot go on from a checkpoint. The trial then starts at its first step.
public enum CheckpointProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes have another form: another program or another version of it wrote them.
    case otherForm
    /// The objective does not say more.
    case unusable
    /// The checksum is not that of the bytes.
    case damaged
    /// It was made with another version of the objective's arithmetic.
    case otherNumerics(Int, wanted: Int)
    /// It is of another trial, or of a study with other settings.
    case otherTrial

    public var description: String {
        switch self {
        case .otherForm: "has a form that this version does not know"
        case .unusable: "is damaged, or was made with other settings or by another version"
        case .damaged: "is damaged"
        case .otherNumerics(let found, let wanted): "was made with numerics version \(found), and this is \(wanted)"
        case .otherTrial: "is of another trial or of other settings"
        }
    }
}
