import ArgumentParser
import Foundation
import PostgreSQLStorage
import StudyReports
import StudyStorage

struct MergeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Unite the studies of several storages in a new one, or add them to an existing one.",
        discussion: """
            For studies whose shares were evaluated on several machines ('settle run --shard 1/2'), and for files that \
            went different ways. The sources are only read. A trial that has ended in one of them has ended in the new \
            storage; where results of one trial contradict each other, every such trial is listed, nothing is written, \
            and the command ends with status 65. PostgreSQL databases may be sources, and the output.

              settle merge one.sqlite two.sqlite -o both.sqlite
              settle merge third.sqlite -o both.sqlite --update
              settle best paper-5000 --storage both.sqlite
              settle merge both.sqlite -o postgresql://alice@db/studies
            """)

    @Argument(help: ArgumentHelp("The files, or addresses of databases.", valueName: "file"))
    var files: [String]

    @OptionGroup var color: ColorOptions

    @Option(name: .shortAndLong, help: "The storage to write; a new one, or an existing one with --update.")
    var output: String

    @Flag(help: "Add to the storage if it exists: in one step, with all that it has.")
    var update = false

    func run() throws {
        do {
            let copies = DatabaseCopies()
            defer { copies.remove() }
            let paths = try files.map(copies.file)
            let merged =
                PostgreSQLAddress.isAddress(output)
                ? try writeDatabase(paths, copies) : try writeFile(paths, copies)
            try tellGaps(in: merged, of: paths, copies)
        } catch MergeError.contradictions(let contradictions) {
            for contradiction in contradictions { try Console.print("\(contradiction)") }
            throw MergeError.contradictions(contradictions)
        }
    }

    /// - Returns: the path of the merged file.
    private func writeFile(_ paths: [String], _ copies: DatabaseCopies) throws -> String {
        if update, FileManager.default.fileExists(atPath: output) {
            try StoragePath.check(output)
            let contents = try StorageMerge.update(output, with: paths)
            tell(before: contents.before, after: contents.after)
        } else {
            let contents = try DatabaseOutput.write(to: output) {
                try StorageMerge.unite(paths, named: copies.names, into: $0)
            }
            tell(contents)
        }
        return output
    }

    /// Merges in a temporary file, and writes its content to the database in one step.
    ///
    /// - Returns: the path of the merged file.
    private func writeDatabase(_ paths: [String], _ copies: DatabaseCopies) throws -> String {
        let store = try StorageOptions.database(PostgreSQLAddress(output), .writing)
        defer { try? store.close() }
        let own = try copies.place(for: output)
        let merged = try copies.place(for: nil)
        var contents = StorageContents(studies: 0, finishedTrials: 0)
        let before = try store.replaceStudies(copiedTo: own) { own in
            guard own == nil || update else {
                throw UsageError(
                    description: "\(output) has studies already; add to them with --update, or name another with -o")
            }
            contents = try StorageMerge.unite((own.map { [$0] } ?? []) + paths, named: copies.names, into: merged)
            return merged
        }
        if update { tell(before: before, after: contents) } else { tell(contents) }
        return merged
    }

    private func tell(before: StorageContents, after: StorageContents) {
        let new = after.finishedTrials - before.finishedTrials
        Console.error(
            "\(output) got \(NumberText.count(new, "finished trial")) of \(NumberText.count(files.count, source)), and "
                + "holds \(NumberText.contents(after)).")
    }

    private func tell(_ contents: StorageContents) {
        Console.error(
            "\(output) holds \(NumberText.contents(contents)) of \(NumberText.count(files.count, source)).")
    }

    private var source: String { files.contains(where: PostgreSQLAddress.isAddress) ? "storage" : "file" }

    /// Says what the merged file lacks.
    private func tellGaps(in merged: String, of paths: [String], _ copies: DatabaseCopies) throws {
        for gap in try StorageMerge.gaps(in: merged, of: paths, named: copies.names) {
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

/// Temporary files with the studies of databases, for what works on files.
private final class DatabaseCopies {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("settle-\(UUID().uuidString)")
    /// The addresses of the databases, by the paths of the files.
    private(set) var names: [String: String] = [:]

    /// The file of a storage: its own path, or that of a copy.
    func file(of storage: String) throws -> String {
        guard PostgreSQLAddress.isAddress(storage) else { return storage }
        let path = try place(for: storage)
        let store = try StorageOptions.database(PostgreSQLAddress(storage), .reading)
        defer { try? store.close() }
        _ = try store.copy(to: path)
        return path
    }

    /// The path of a file that is not there yet.
    ///
    /// - Parameter address: what its content is called; nil for its own path.
    func place(for address: String?) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("\(names.count)\(address == nil ? "-merged" : "").sqlite").path
        if let address { names[path] = address }
        return path
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
