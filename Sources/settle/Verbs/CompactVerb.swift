import ArgumentParser
import HyperparameterSearch
import StudyReports

struct CompactVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Write a storage file anew, without the space that deleted studies left.",
        discussion: """
            It pays after deleting a large study from a file of an older version; 'settle delete' says so. Needs as \
            much free space as the new file takes. Where it is stopped, or the disk gets full, the file stays as it \
            was. It waits for no run: stop those that work on the file first.

              settle compact
              settle compact --storage old.sqlite
            """)

    @OptionGroup var storage: StorageOptions

    func run() throws {
        // A missing file is an error, and not made.
        let reader = try storage.open(.reading)
        for study in try reader.studies() {
            // A program outside that asked for trials has no process in the file.
            let atWork = try reader.runsAtWork(on: study.id).filter { !$0.isDead && $0.record.description.asked == nil }
            guard let run = atWork.first else { continue }
            let worker = run.record.description.worker
            throw OutputError(
                description: "process \(worker.process) on \(worker.host) works on \(study.definition.name) in "
                    + "\(storage.path); stop it, or wait for it, and compact the file then")
        }
        let space = try storage.open(.writing).reclaimSpace(rewriting: true)
        Console.error(
            "\(storage.path) went from \(NumberText.bytes(space.before)) to \(NumberText.bytes(space.after)).")
    }
}

extension NumberText {
    /// `196.3 MB`, `40 kB`.
    static func bytes(_ count: Int) -> String {
        if count < 1000 { return "\(count) bytes" }
        let size = Double(count)
        if count < 999_500 {
            return
                "\((size / 1000).formatted(.number.precision(.fractionLength(0)).locale(.init(identifier: "en_US")))) kB"
        }
        return "\((size / 1e6).formatted(.number.precision(.fractionLength(1)).locale(.init(identifier: "en_US")))) MB"
    }
}
