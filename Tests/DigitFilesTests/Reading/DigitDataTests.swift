import Checksums
import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("The data of a folder")
struct DigitDataTests {
    /// Writes the sample with changes and reads it.
    private func read(
        changing changes: [DigitFile: [UInt8]] = [:], verified: Bool = false
    ) throws -> DigitData {
        try TemporaryFolder.with { folder in
            try SampleDigits.write(SampleDigits.files.merging(changes) { $1 }, to: folder.path)
            return try DigitData(folder: folder.path, verified: verified)
        }
    }

    @Test("are MNIST's first 200 training images, where those lie in it")
    func fixture() throws {
        try TemporaryFolder.with { folder in
            let images = try SampleDigits.fixture("digits-images-idx3-ubyte.gz")
            let labels = try SampleDigits.fixture("digits-labels-idx1-ubyte.gz")
            try SampleDigits.write(
                [.trainingImages: images, .trainingLabels: labels, .testImages: images, .testLabels: labels],
                to: folder.path, naming: { $0.name + ".gz" })
            let digits = try DigitData(folder: folder.path, verified: false)
            #expect(!digits.isMNIST)
            #expect(digits.training.count == 200)
            #expect(digits.training.rows == 28)
            #expect(digits.training.columns == 28)
            #expect(digits.training.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
            #expect(digits.training[0..<1].pixels.reduce(0) { $0 + Int($1) } == 27_525)
            #expect(digits.training.pixels.reduce(0) { $0 + Int($1) } == 5_070_120)
            #expect(digits.test == digits.training)
        }
    }

    @Test("are the same under every spelling of the names, plain and gzip")
    func spellings() throws {
        let expected = try read()
        let namings: [(DigitFile) -> String] = [
            { $0.name }, { $0.name + ".gz" }, { $0.name.replacing("-idx", with: ".idx") },
            { $0.name.replacing("-idx", with: ".idx") + ".gz" },
        ]
        for name in namings {
            for files in [SampleDigits.files, SampleDigits.files.mapValues(GzipBytes.of)] {
                try TemporaryFolder.with { folder in
                    try SampleDigits.write(files, to: folder.path, naming: name)
                    let digits = try DigitData(folder: folder.path, verified: false)
                    #expect(digits.training == expected.training)
                    #expect(digits.test == expected.test)
                    #expect(digits.fingerprint == expected.fingerprint)
                    #expect(digits.sources.map(\.path) == DigitFile.allCases.map { folder.file(name($0)) })
                }
            }
        }
    }

    @Test("have a fingerprint that every file changes")
    func fingerprint() throws {
        let original = try read().fingerprint
        let lines = DigitFile.allCases.map { (SampleDigits.checksums[$0] ?? "") + "\n" }.joined()
        #expect(original == SHA256.hex(of: Array(lines.utf8)))
        var seen: Set = [original]
        for (file, bytes) in SampleDigits.files {
            var changed = bytes
            changed[changed.count - 1] = (changed[changed.count - 1] + 1) % 10
            #expect(try seen.insert(read(changing: [file: changed]).fingerprint).inserted, "\(file)")
        }
    }

    @Test("must be MNIST's unless told otherwise; the error names the file, both checksums and the remedy")
    func verified() {
        let file = DigitFile.trainingImages
        expectError(
            .unofficial,
            "/\(file.name): its SHA-256 (uncompressed) is \(SampleDigits.checksums[file] ?? ""), and that of MNIST's "
                + "\(file.name) is \(file.officialChecksum); get MNIST; "
                + "other data sets are read without verification"
        ) { try read(verified: true) }
    }

    @Test("are missing where the folder or a file is, and the error says how to get them")
    func missing() throws {
        try TemporaryFolder.with { folder in
            for path in [folder.file("none"), "", folder.file("none/deeper")] {
                expectError(.missing, "there is no such folder; get MNIST, or name its folder") {
                    try DigitData(folder: path)
                }
            }
            for file in DigitFile.allCases {
                try SampleDigits.write(SampleDigits.files.filter { $0.key != file }, to: folder.path)
                try? FileManager.default.removeItem(atPath: folder.file(file.name))
                expectError(
                    .missing, "\(folder.path): there is no \(file.name) (nor .gz) in this folder; get MNIST, or"
                ) {
                    try DigitData(folder: folder.path, verified: false)
                }
            }
            try Data().write(to: URL(fileURLWithPath: folder.file("plain")))
            expectError(.unreadable, "plain: this is not a folder; get MNIST, or name its folder") {
                try DigitData(folder: folder.file("plain"))
            }
        }
    }

    @Test("are not waited for where a pipe or a folder has a file's name")
    func noFile() throws {
        try TemporaryFolder.with { folder in
            try SampleDigits.write(to: folder.path)
            let path = folder.file(DigitFile.testLabels.name)
            try FileManager.default.removeItem(atPath: path)
            #expect(mkfifo(path, 0o644) == 0)
            expectError(.unreadable, "\(path): this is not a file") {
                try DigitData(folder: folder.path, verified: false)
            }
            #expect(unlink(path) == 0 && mkdir(path, 0o755) == 0)
            expectError(.unreadable, "\(path): this is not a file") {
                try DigitData(folder: folder.path, verified: false)
            }
        }
    }

    @Test("do not fit together where counts or sizes differ, or a label is none")
    func mismatched() {
        expectError(.damaged, "/train-labels-idx1-ubyte: it has 19 labels, and ") {
            try read(changing: [.trainingLabels: SampleDigits.labels(19)])
        }
        expectError(.damaged, "/t10k-images-idx3-ubyte 11 images; get the file again") {
            try read(changing: [.testImages: SampleDigits.images(11)])
        }
        expectError(.damaged, "/t10k-images-idx3-ubyte: its images have 28 x 27 pixels, and those of ") {
            try read(changing: [.testImages: SampleDigits.images(10, columns: 27)])
        }
        var labels = SampleDigits.labels(20)
        labels[8 + 17] = 10
        expectError(.damaged, "/train-labels-idx1-ubyte: label 17 (from 0) is 10, and the ") {
            try read(changing: [.trainingLabels: labels])
        }
        expectError(.damaged, "/train-images-idx3-ubyte: it holds labels (it begins with 00000801)") {
            try read(changing: [.trainingImages: labels])
        }
    }

    @Test("more than ten classes, and QMNIST's labels, are told what is supported and what to do")
    func otherForms() {
        var labels = SampleDigits.labels(20)
        for index in 0..<20 { labels[8 + index] = UInt8(index + 1) }
        expectError(.damaged, "label 9 (from 0) is 10, and the 20 labels that occur would be as many classes: ten are")
        {
            try read(changing: [.trainingLabels: labels])
        }
        expectError(.damaged, "keep the images of ten classes and number these 0...9 (of EMNIST, the sets mnist and") {
            try read(changing: [.trainingLabels: labels])
        }
        let table: [UInt8] = [0, 0, 12, 2, 0, 0, 0, 20, 0, 0, 0, 8] + [UInt8](repeating: 0, count: 20 * 32)
        expectError(.damaged, "QMNIST's table of labels, eight numbers for each image (it begins with 00000c02)") {
            try read(changing: [.trainingLabels: table])
        }
        expectError(.damaged, "write a file of its first column: 00000801") {
            try read(changing: [.testLabels: table])
        }
    }
}
