import Foundation

/// What the programs of one objective share: the folder of the run and the trials' folders.
final class ProgramSession: Sendable {
    let run: RunFolder
    let folders: CheckpointFolders
    let study: String?

    /// - Parameter folders: nil for folders that end with the session.
    /// - Throws: ``StartError``.
    init(_ folders: CheckpointFolders?) throws(StartError) {
        run = try RunFolder()
        study = folders?.study
        self.folders = folders ?? CheckpointFolders(study: "", root: run.path + "/trials")
    }
}
