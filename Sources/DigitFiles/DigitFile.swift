/// The four files of an IDX data set, under the names that MNIST gave them.
public enum DigitFile: String, CaseIterable, Sendable {
    /// The images of the training set.
    case trainingImages = "train-images-idx3-ubyte"
    /// The labels of the training set.
    case trainingLabels = "train-labels-idx1-ubyte"
    /// The images of the test set.
    case testImages = "t10k-images-idx3-ubyte"
    /// The labels of the test set.
    case testLabels = "t10k-labels-idx1-ubyte"

    /// The file's usual name, without `.gz`.
    public var name: String { rawValue }

    /// The names that the file may have in a folder, the usual name first. Some mirrors have a dot before `idx`.
    var spellings: [String] {
        [name, name.replacing("-idx", with: ".idx")].flatMap { [$0, $0 + ".gz"] }
    }

    /// Whether the file has images; otherwise it has labels.
    public var isImages: Bool { kind == .images }
    /// Whether the file belongs to the training set; otherwise it belongs to the test set.
    public var isTraining: Bool { self == .trainingImages || self == .trainingLabels }

    var kind: IDXHeader.Kind {
        switch self {
        case .trainingImages, .testImages: .images
        case .trainingLabels, .testLabels: .labels
        }
    }

    /// The SHA-256 of MNIST's file, uncompressed.
    public var officialChecksum: String {
        switch self {
        case .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
        case .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
        case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
        case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
        }
    }

    /// The size of MNIST's file in bytes, uncompressed.
    var officialSize: Int {
        switch self {
        case .trainingImages: 47_040_016
        case .trainingLabels: 60_008
        case .testImages: 7_840_016
        case .testLabels: 10_008
        }
    }
}
