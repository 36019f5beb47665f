import HyperparameterSearch

extension StoreFinding {
    static let restore = "restore a backup"
    /// A merge takes what is finished, and has the rest evaluated.
    static let rebuild = "restore a backup, or make a sound file of this one with: settle merge FILE -o NEW"
}
