import ArgumentParser
import StudyFiles

struct SchemaVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema of study files, by which editors complete and check them.",
        discussion: """
            Every key of a study file is in it, with its values, its default and what it does. In Visual Studio Code (with \
            the YAML extension), Neovim and others the first line of a study file names the schema:

              settle schema > settle.schema.json
              # yaml-language-server: $schema=settle.schema.json
            """)

    @OptionGroup var color: ColorOptions

    func run() throws {
        try Console.print(StudySchema.text(of: .ofTheCommand))
    }
}
