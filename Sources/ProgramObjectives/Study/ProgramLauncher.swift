import Checksums
import Foundation
import HyperparameterSearch

/// Starts the programs of a study.
final class ProgramLauncher: Sendable {
    let settings: ProgramSettings
    let session: ProgramSession
    /// The absolute path of the folder in which programs run; nil for that of this process.
    private let directory: String?
    private let environment: [String: String]

    /// - Throws: ``ProgramError`` if the folder or the program is missing.
    init(_ settings: ProgramSettings, folders: CheckpointFolders?) throws(ProgramError) {
        self.settings = settings
        if let folder = settings.directory {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw ProgramError(
                    description: "the program's directory '\(folder)' is no folder; make it, or start from the folder "
                        + "that it is relative to")
            }
            directory = URL(fileURLWithPath: folder).path
        } else {
            directory = nil
        }
        var environment = ProcessInfo.processInfo.environment
        // Python keeps what it prints until there is much of it, unless this is set.
        if environment["PYTHONUNBUFFERED"] == nil { environment["PYTHONUNBUFFERED"] = "1" }
        environment.merge(settings.environment) { _, own in own }
        self.environment = environment
        do {
            session = try ProgramSession(folders)
        } catch {
            throw ProgramError(description: "programs cannot be run here: \(error)")
        }
        // Without parameters in it, the program's name is the same in all trials.
        let words = settings.command.arguments(of: Candidate(number: 0, parameters: [:]), seed: 0)
        if settings.command.names(in: 0).isEmpty, let program = words.first {
            do throws(StartError) {
                _ = try find(program)
            } catch {
                throw ProgramError(
                    description: "the program '\(program)' cannot be started: \(error); install it, or correct "
                        + "'command' or the PATH")
            }
        }
    }

    private func find(_ program: String) throws(StartError) -> String {
        try Executable.find(program, path: environment["PATH"] ?? "/usr/bin:/bin", directory: directory)
    }

    func seed(ofTrial number: Int) -> Int { settings.seed(ofTrial: number) }

    /// A line that says which trial a folder belongs to.
    func identity(of candidate: Candidate) -> String {
        let file = TrialFile(
            study: session.folders.study, number: candidate.number, parameters: candidate.parameters,
            seed: seed(ofTrial: candidate.number), attempt: 1, checkpoint: settings.command.words.joined(separator: " ")
        )
        return String(decoding: file.data, as: UTF8.self)
    }

    /// - Throws: ``StartError``.
    func start(
        _ candidate: Candidate, attempt: Int, until: Int?, in folder: TrialFolder,
        take: @escaping (_ bytes: ArraySlice<UInt8>, _ isError: Bool) -> Void
    ) throws(StartError) -> ProgramRun {
        let seed = seed(ofTrial: candidate.number)
        var words = settings.command.arguments(of: candidate, seed: seed)
        let program = words.removeFirst()
        let executable: String
        do throws(StartError) {
            executable = try find(program)
        } catch {
            throw StartError(reason: "the program '\(program)' cannot be started: \(error)")
        }
        let file = TrialFile(
            study: session.study, number: candidate.number, parameters: candidate.parameters, seed: seed,
            attempt: attempt, checkpoint: folder.checkpoint, until: until)
        do throws(StartError) {
            return try ProgramRun(
                ProgramRun.Start(
                    executable: executable, arguments: words, environment: environment, directory: directory,
                    trial: file.data, values: folder.values), in: session.run, take: take)
        } catch {
            throw StartError(
                reason:
                    "the program '\(executable)' cannot be started: \(error); if it is a script, its interpreter may be missing"
            )
        }
    }

    func discard(_ number: Int) { session.folders.folder(ofTrial: number).remove() }
}
