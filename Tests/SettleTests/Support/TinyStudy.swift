import GRDB

extension Scratch {
    /// A folder with the study `tiny`, twelve trials that have been evaluated.
    static func withTinyStudy() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        return scratch
    }

    /// Changes what is stored, as settle never does.
    func tamper(_ sql: String) throws {
        try DatabaseQueue(path: storage).write { try $0.execute(sql: sql) }
    }
}
