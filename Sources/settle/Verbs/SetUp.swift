import ArgumentParser
import Foundation
import StudyFiles
import StudyReports

/// What a command does before its first trial: it is told, it is timed, and Ctrl-C stops it.
final class SetUp {
    let began = Date()
    let interruption: Interruption
    private let name: String
    /// How long it took and the name of its last phase.
    private(set) var seconds: TimeInterval = 0
    private(set) var phase: String?

    /// - Parameters:
    ///   - name: the study's.
    ///   - interruption: of the command, where it has set up another study before.
    init(_ name: String, interruption: Interruption = Interruption()) {
        (self.name, self.interruption) = (name, interruption)
    }

    /// Makes an objective.
    ///
    /// - Parameter make: gets the resources with a watch, which hears of the progress.
    /// - Throws: what `make` throws; `ExitCode` after Ctrl-C.
    func prepare<Result>(_ resources: StudyResources, _ make: (StudyResources) throws -> Result) throws -> Result {
        let line = SetUpLine(name: name, began: began)
        defer {
            phase = line.end() ?? phase
            seconds = Date().timeIntervalSince(began)
        }
        let watch = SetUpWatch(cancellation: interruption.cancellation, tell: line.tell)
        do {
            return try make(resources.offering(watch))
        } catch is SetUpStopped {
            let phase = line.end() ?? "it was set up"
            Console.error(
                "\(name): stopped while \(phase), after \(NumberText.duration(Date().timeIntervalSince(began))). "
                    + "No trial had begun. Start again with: \(ShellWord.thisCommand)")
            throw ExitCode(ExitStatus.interrupted)
        }
    }

    /// What a summary adds, as `, after 46 s of settling fixed points`; empty where it took no time.
    var remark: String {
        seconds < 0.1 ? "" : ", after \(NumberText.duration(seconds)) of \(phase ?? "set-up")"
    }
}
