import ArgumentParser
import StudyReports
import StudyStorage

struct MergeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Unite the studies of several files in a new one.",
        discussion: """
            For studies whose shares were evaluated on several machines ('settle run --shard 1/2'), and for files that \
            went different ways. The files are only read. A trial that has ended in one of them has ended in the new \
            file; where results of one trial contradict each other, every such trial is listed, nothing is written, and \
            the command ends with status 65.

              settle merge one.sqlite two.sqlite -o both.sqlite
              settle best paper-5000 --storage both.sqlite
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file"))
    var files: [String]

    @Option(name: .shortAndLong, help: "The file to write; a new one.")
    var output: String

    func run() throws {
        do {
            let contents = try DatabaseOutput.write(to: output) { try StorageMerge.unite(files, into: $0) }
            Console.error(
                "\(output) holds \(NumberText.contents(contents)) of \(NumberText.count(files.count, "file")).")
        } catch MergeError.contradictions(let contradictions) {
            for contradiction in contradictions { try Console.print("\(contradiction)") }
            throw MergeError.contradictions(contradictions)
        }
    }
}
