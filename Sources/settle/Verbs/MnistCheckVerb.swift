import ArgumentParser
import DigitFiles
import Foundation
import StudyReports

struct MnistCheckVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what lies in a folder of images, and whether it is MNIST.",
        discussion: """
              settle mnist check
              settle mnist check --data /data/fashion-mnist --unverified
            """)

    @Option(
        help: ArgumentHelp(
            "The folder of the four files (default: $SETTLE_DATA, or \(MnistVerb.defaultFolder)).",
            valueName: "folder"))
    var data: String?

    @Flag(help: "Any data set of this form will do, not only MNIST.")
    var unverified = false

    @OptionGroup var form: FormatOptions

    @OptionGroup var color: ColorOptions

    func run() throws {
        let folder = MnistVerb.folder(data)
        let digits = try DigitData(folder: folder, verified: false)
        let table = table(of: digits)
        try Console.print(form.format.text(table: table, csv: table, json: Content(digits)))
        if !unverified { try digits.requireMNIST() }
        let name = digits.isMNIST ? "MNIST, all four files verified" : "a whole data set, but not MNIST"
        Console.error("\(folder) holds \(name) (fingerprint \(digits.fingerprint.prefix(12))).")
    }

    private func table(of digits: DigitData) -> TextTable {
        var table = TextTable(
            columns: [
                .word("file").ranked(1).narrowed(.cutInside(to: 20)), .number("count"), .word("size"),
                .word("official"), .word("sha256").ranked(2).narrowed(.clipped(to: 12)),
            ])
        for entry in Content(digits).files {
            let size = entry.rows.flatMap { rows in entry.columns.map { "\(rows) x \($0)" } } ?? ""
            table.rows.append([
                entry.path, "\(entry.count)", size, entry.isOfficial ? "yes" : "no", entry.sha256,
            ])
        }
        return table
    }

    /// The JSON of a folder's content.
    private struct Content: Encodable {
        struct File: Encodable {
            let path: String
            let count: Int
            /// The height of the images in pixels; nil for labels.
            let rows: Int?
            let columns: Int?
            let sha256: String
            let isOfficial: Bool
        }

        let files: [File]
        let fingerprint: String
        let isMNIST: Bool

        init(_ digits: DigitData) {
            files = digits.sources.map { source in
                let images = source.file.isTraining ? digits.training : digits.test
                return File(
                    path: source.path, count: images.count, rows: source.file.isImages ? images.rows : nil,
                    columns: source.file.isImages ? images.columns : nil, sha256: source.checksum,
                    isOfficial: source.isOfficial)
            }
            (fingerprint, isMNIST) = (digits.fingerprint, digits.isMNIST)
        }
    }
}
