import Foundation
import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// NumPy itself reads what is written for it.
@Suite struct WeightArchiveTests {
    @Test(arguments: Precision.allCases) func numpyLoadsIt(_ precision: Precision) throws {
        let sizes = [5, 70, 3, 2]
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 2)
        let biases = sizes.map { size in (0..<size).map { Double($0) / 4 - 0.25 } }
        let network = try LayeredNetwork(layerSizes: sizes, weights: drawn.weights, biases: biases)
        let data = WeightArchive.npz(network, precision: precision)
        let again = WeightArchive.npz(network, precision: precision)
        #expect(again == data)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).npz")
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let printed = try Self.numpyLoads(file.path)
        struct Loaded: Decodable {
            let type: String
            let shape: [Int]
            let values: [Double]
        }
        let loaded = try JSONDecoder().decode([String: Loaded].self, from: printed)
        #expect(Set(loaded.keys) == ["W0", "W1", "W2", "b1", "b2", "b3"])
        for (layer, matrix) in network.weights.enumerated() {
            let found = try #require(loaded["W\(layer)"])
            #expect(found.type == precision.rawValue)
            #expect(found.shape == [sizes[layer], sizes[layer + 1]])
            #expect(found.values == matrix.map { precision == .float32 ? Double(Float($0)) : $0 })
        }
        for layer in 1..<sizes.count {
            let found = try #require(loaded["b\(layer)"])
            #expect(found.shape == [sizes[layer]])
            #expect(found.values == biases[layer])
        }
    }

    /// What `load_npz.py` prints of an archive.
    private static func numpyLoads(_ archive: String) throws -> Data {
        let program = try #require(
            Bundle.module.url(forResource: "load_npz", withExtension: "py", subdirectory: "Fixtures"))
        // The one on the PATH, or the system's, for which 'make test' installs NumPy where the first has none.
        let hasNumPy = try run(["python3", "-c", "import numpy"]).status == 0
        let (status, output) = try run([hasNumPy ? "python3" : "/usr/bin/python3", program.path, archive])
        try #require(status == 0, "python3 with NumPy reads the archive; 'make test' installs both")
        return output
    }

    private static func run(_ command: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, data)
    }
}
