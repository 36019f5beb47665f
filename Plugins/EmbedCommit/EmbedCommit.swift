import Foundation
import PackagePlugin

/// Gives a target the constant `sourceCommit`: the commit that the package's checkout is at, nil where it is no checkout.
///
/// The build runs the script again when HEAD moves: git appends each move to `logs/HEAD`. The branch's own file is no
/// input, since `git pack-refs` removes it.
@main
struct EmbedCommit: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let script = context.package.directoryURL.appending(path: "Plugins/EmbedCommit/embed-commit.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "SourceCommit.swift")
        let folder = gitFolder(of: context.package.directoryURL)
        let moves = folder.map { [$0.appending(path: "HEAD"), $0.appending(path: "logs/HEAD")] } ?? []
        return [
            .buildCommand(
                displayName: "Embedding the commit",
                executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, folder?.path ?? "", output.path],
                inputFiles: [script] + moves.filter { FileManager.default.fileExists(atPath: $0.path) },
                outputFiles: [output])
        ]
    }

    /// The folder that has the checkout's HEAD: `.git`, or, of a worktree or submodule, the one that the file `.git` names.
    private func gitFolder(of checkout: URL) -> URL? {
        let git = checkout.appending(path: ".git")
        if FileManager.default.fileExists(atPath: git.appending(path: "HEAD").path) { return git }
        guard let link = try? String(contentsOf: git, encoding: .utf8), link.hasPrefix("gitdir: ") else { return nil }
        let path = link.dropFirst("gitdir: ".count).trimmingCharacters(in: .whitespacesAndNewlines)
        return URL(filePath: path, relativeTo: checkout).standardizedFileURL
    }
}
