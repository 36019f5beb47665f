import ArgumentParser
import Foundation
import StudyReports
import StudyStorage

struct MergeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Unite the studies of several files in a new one, or add them to an existing one.",
        discussion: """
            For studies whose shares were evaluated on several machines ('settle run --shard 1/2'), and for files that \
            went different ways. The files are only read. A trial that has ended in one of them has ended in the new \
            file; where results of one trial contradict each other, every such trial is listed, nothing is written, and \
            the command ends with status 65.

              settle merge one.sqlite two.sqlite -o both.sqlite
              settle merge third.sqlite -o both.sqlite --update
              settle best paper-5000 --storage both.sqlite
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file"))
    var files: [String]

    @Option(name: .shortAndLong, help: "The file to write; a new one, or an existing one with --update.")
    var output: String

    @Flag(help: "Add to the file if it exists: in one step, with all that it has.")
    var update = false

    func run() throws {
        do {
            let count = NumberText.count(files.count, "file")
            if update, FileManager.default.fileExists(atPath: output) {
                try StoragePath.check(output)
                let contents = try StorageMerge.update(output, with: files)
                let new = contents.after.finishedTrials - contents.before.finishedTrials
                Console.error(
                    "\(output) got \(NumberText.count(new, "finished trial")) of \(count), and holds "
                        + "\(NumberText.contents(contents.after)).")
            } else {
                let contents = try DatabaseOutput.write(to: output) { try StorageMerge.unite(files, into: $0) }
                Console.error("\(output) holds \(NumberText.contents(contents)) of \(count).")
            }
            try tellGaps()
        } catch MergeError.contradictions(let contradictions) {
            for contradiction in contradictions { try Console.print("\(contradiction)") }
            throw MergeError.contradictions(contradictions)
        }
    }

    /// Says what the merged file lacks.
    private func tellGaps() throws {
        for gap in try StorageMerge.gaps(in: output, of: files) {
            if !gap.absentFrom.isEmpty {
                Console.error("\(gap.study) is not in \(gap.absentFrom.joined(separator: ", ")).")
            }
            guard let first = gap.first else { continue }
            Console.error(
                "\(gap.study): \(NumberText.grouped(gap.unfinished)) of \(NumberText.count(gap.budget, "trial")) "
                    + "have no result in any file, the first is \(first). Go on with: settle resume \(gap.study) "
                    + "--storage \(ShellWord.quoted(output))")
        }
    }
}
