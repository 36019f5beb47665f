import Testing

@testable import settle

@Suite("The values that are passed on to Slurm")
struct SlurmValueTests {
    @Test(
        "a time limit has the seconds that Slurm gives it",
        arguments: [
            ("90", 5400), ("90:30", 5430), ("4:00:00", 14_400), ("1-0", 86_400), ("1-12", 129_600),
            ("2-01:30", 178_200), ("0-00:05:01", 301), ("100:00:00", 360_000),
        ])
    func times(text: String, seconds: Int) throws {
        let time = try #require(SlurmTime(text))
        #expect(time.seconds == seconds)
        #expect(time.description == text)
    }

    @Test(
        "a text that is no time limit is refused",
        arguments: ["", "4h", "1:2:3:4", "1--2", "1-2-3", "-5", "4:60", "1:00:75", "1-24", "+5", "5 ", "٤:00:00"])
    func noTimes(text: String) {
        #expect(SlurmTime(text) == nil)
    }

    @Test(
        "a password in a URL is refused, and not shown",
        arguments: [
            "postgresql://me:secret@server/studies", "postgres://me:secret@/studies",
            "postgresql://me:se/cret@server/studies", "postgresql://server/studies?user=me&password=secret",
            "postgresql:///studies?pass%77ord=secret", "postgresql://server/studies?sslpassword=secret",
        ])
    func passwords(url: String) {
        do {
            _ = try ClusterStorage(url)
            Issue.record("\(url) is taken")
        } catch {
            #expect("\(error)".contains("~/.pgpass"))
            #expect(!"\(error)".contains("secret"))
        }
    }

    @Test("other URLs are passed on as they are, and paths are absolute")
    func storages() throws {
        for url in [
            "postgresql://me@server:5432/studies?sslmode=require", "postgres:///studies", "postgresql://[::1]:5432/a",
        ] {
            #expect(try ClusterStorage(url) == .server(url))
        }
        let file = try ClusterStorage("a/../b.sqlite")
        #expect(file.isFile && file.text.hasPrefix("/") && file.text.hasSuffix("/b.sqlite"))
        #expect(!file.text.contains(".."))
    }
}
