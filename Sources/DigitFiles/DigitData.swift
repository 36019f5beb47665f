import Checksums

/// The images and labels of a folder: MNIST, or another data set of the same form.
public struct DigitData: Sendable {
    /// One of the four files that was read.
    public struct Source: Sendable, Hashable {
        /// Which of the four files it is.
        public let file: DigitFile
        /// The path that was read.
        public let path: String
        /// SHA-256 of the uncompressed file, in hexadecimal.
        public let checksum: String

        /// Whether it is the file of MNIST.
        public var isOfficial: Bool { checksum == file.officialChecksum }
    }

    /// The largest label: there are ten classes.
    static let greatestLabel: UInt8 = 9

    /// `train-images` and `train-labels`.
    public let training: LabelledImages
    /// `t10k-images` and `t10k-labels`, with images of the same size.
    public let test: LabelledImages
    /// In the order of `DigitFile.allCases`.
    public let sources: [Source]

    /// Identifies the data set: the SHA-256, in hexadecimal, of a text with the four files' checksums, each on a line
    /// of its own, in the order of `DigitFile.allCases`.
    public let fingerprint: String

    /// Whether all four checksums are the official ones.
    public var isMNIST: Bool { sources.allSatisfy(\.isOfficial) }

    /// Reads a folder that holds the four files, each uncompressed or gzip.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder.
    ///   - verified: whether the files must be those of MNIST.
    /// - Throws: ``DigitFileError`` if a file is missing or cannot be read, or is not an IDX file of its kind, or if
    ///   the files do not belong together.
    public init(folder: String, verified: Bool = true) throws(DigitFileError) {
        let folder = try DigitFolder(folder)
        var sources: [Source] = []
        func read(_ file: DigitFile) throws(DigitFileError) -> (path: String, content: IDXFile) {
            let (path, content) = try folder.read(file)
            sources.append(Source(file: file, path: path, checksum: content.checksum))
            return (path, content)
        }
        func readPair(_ images: DigitFile, _ labels: DigitFile) throws(DigitFileError) -> LabelledImages {
            let (images, labels) = (try read(images), try read(labels))
            return try Self.pair(images, labels)
        }
        training = try readPair(.trainingImages, .trainingLabels)
        test = try readPair(.testImages, .testLabels)
        guard (training.rows, training.columns) == (test.rows, test.columns) else {
            throw .damaged(
                sources[2].path,
                "its images have \(test.rows) x \(test.columns) pixels, "
                    + "and those of \(sources[0].path) \(training.rows) x \(training.columns)")
        }
        self.sources = sources
        fingerprint = SHA256.hex(of: Array(sources.map { $0.checksum + "\n" }.joined().utf8))
        if verified { try requireMNIST() }
    }

    /// - Throws: ``DigitFileError`` for the first file that is not MNIST's.
    public func requireMNIST() throws(DigitFileError) {
        for source in sources where !source.isOfficial {
            throw .unofficial(
                source.path, source.file, checksum: source.checksum, wanted: source.file.officialChecksum)
        }
    }

    private static func pair(
        _ images: (path: String, content: IDXFile), _ labels: (path: String, content: IDXFile)
    ) throws(DigitFileError) -> LabelledImages {
        let shape = images.content.header.dimensions
        let values = labels.content.values
        guard values.count == shape[0] else {
            throw .damaged(labels.path, "it has \(values.count) labels, and \(images.path) \(shape[0]) images")
        }
        if let index = values.firstIndex(where: { $0 > greatestLabel }) {
            throw .unsupported(
                labels.path,
                "label \(index) (from 0) is \(values[index]), and the \(Set(values).count) labels that occur would be as many "
                    + "classes: ten are supported, 0...\(greatestLabel)",
                "keep the images of ten classes and number these 0...\(greatestLabel) (of EMNIST, the sets mnist and "
                    + "digits have ten)")
        }
        return LabelledImages(rows: shape[1], columns: shape[2], pixels: images.content.values, labels: values)
    }
}
