import Foundation

extension Scratch {
    /// A folder of images: 1,000 of MNIST's training file as the training set, and the same as the test set.
    ///
    /// - Returns: its path.
    func makeDigits() throws -> String {
        let fixtures = BuiltProgram.repository.appendingPathComponent("Tests/EquilibriumPropagationTests/Fixtures")
        let digits = folder.appendingPathComponent("digits")
        try FileManager.default.createDirectory(at: digits, withIntermediateDirectories: true)
        for part in ["images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"] {
            for set in ["train", "t10k"] {
                try FileManager.default.copyItem(
                    at: fixtures.appendingPathComponent("digits-\(part)"),
                    to: digits.appendingPathComponent("\(set)-\(part)"))
            }
        }
        return digits.path
    }
}
