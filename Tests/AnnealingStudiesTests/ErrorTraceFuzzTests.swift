import Foundation
import TestSupport
import Testing

@testable import AnnealingStudies

/// Whatever bytes a trial's trace is: samples that encode to the same bytes, or none.
@Suite("Fuzzing traces of errors")
struct ErrorTraceFuzzTests {
    private static let mutator = ByteMutator(
        corpus: [(0, 0), (1, 0), (3, 0), (255, 0), (3, 2), (0, 16)].map { layers, networks in
            let samples = (1...4).map {
                ErrorTrace.Sample(
                    step: $0 * 1000, error: 1 / Double($0), runningMean: .nan,
                    layerErrors: Array(repeating: 0.5, count: layers))
            }
            let errors = Array(repeating: [Double](repeating: 0.25, count: networks), count: networks > 0 ? 4 : 0)
            return [UInt8](ErrorTrace(samples, networkErrors: errors).encoded)
        })

    @Test("Bytes are samples, or no trace")
    func traces() throws {
        try FuzzTarget("error-trace").run(Self.mutator.input) { bytes in
            guard let trace = ErrorTrace(Data(bytes)) else { return }
            #expect(trace.samples.isEmpty || trace.encoded == Data(bytes))
            #expect(trace.samples.count <= bytes.count / 20)
        }
    }
}
