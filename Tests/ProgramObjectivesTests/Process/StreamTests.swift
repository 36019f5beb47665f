import Foundation
import Testing

@testable import ProgramObjectives

@Suite("What programs write") struct StreamTests {
    @Test("the end of a stream: at most 64 KiB, and its last line")
    func tail() {
        var tail = OutputTail()
        #expect(tail.bytes.isEmpty && tail.lastLine == nil && !tail.isCut)
        for number in 0..<100_000 { tail.append(Array("line \(number)\n".utf8)[...]) }
        #expect(tail.bytes.count == 64 << 10 && tail.isCut)
        #expect(String(decoding: tail.bytes, as: UTF8.self).hasSuffix("line 99998\nline 99999\n"))
        tail.append(Array("  last words  \n \n\n".utf8)[...])
        #expect(tail.lastLine == "last words  ")
        tail.append(Array(repeating: UInt8(ascii: "x"), count: 1 << 20)[...])
        #expect(tail.bytes == Array(repeating: UInt8(ascii: "x"), count: 64 << 10))
        #expect(tail.lastLine?.count == 300)
    }

    @Test("lines come whole, however the stream is cut; lines without an end are bounded")
    func lines() {
        let text = Array("one\n\ntwo\nthree".utf8)
        for size in 1...text.count {
            var splitter = LineSplitter()
            var found: [String] = []
            let take = { (line: ArraySlice<UInt8>) in found.append(String(decoding: line, as: UTF8.self)) }
            for start in stride(from: 0, to: text.count, by: size) {
                splitter.take(text[start..<min(start + size, text.count)], take)
            }
            splitter.finish(take)
            #expect(found == ["one", "", "two", "three"], "in parts of \(size)")
        }
        var splitter = LineSplitter()
        var found: [Int] = []
        let long = Array(repeating: UInt8(ascii: "x"), count: LineSplitter.limit + 1)
        for _ in 0..<3 { splitter.take(long[...]) { found.append($0.count) } }
        splitter.take(Array("\nab\n".utf8)[...]) { found.append($0.count) }
        splitter.take((long + Array("\nabc\n".utf8))[...]) { found.append($0.count) }
        splitter.take(long[...]) { found.append($0.count) }
        splitter.finish { found.append($0.count) }
        #expect(found == [2, 3])
    }

    @Test(
        "lines stay in the pipe until they have been passed on, and parts of a line until its end comes",
        .enabled(if: LinesEnd.keepsLines))
    func linesStay() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        var lines = LinesEnd(ends[0])
        let descriptor = ends[0]
        let send = { (text: String) in write(ends[1], text, text.utf8.count) }
        let held = {
            var count: Int32 = 0
            return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : -1
        }
        var found: [String] = []
        var heldThen: [Int] = []
        let take = { (bytes: ArraySlice<UInt8>) in
            found.append(String(decoding: bytes, as: UTF8.self))
            heldThen.append(held())
        }
        lines.read(take)
        #expect(found.isEmpty && !lines.isAtEnd && !lines.hasPartialLine)
        _ = send("one\ntwo\nthr")
        lines.read(take)
        #expect(found == ["one\ntwo\n"] && heldThen == [11] && held() == 3 && lines.hasPartialLine)
        lines.read(take)
        #expect(found.count == 1 && held() == 3)
        _ = send("ee\n")
        lines.read(take)
        #expect(found.last == "three\n" && held() == 0 && !lines.hasPartialLine)
        // An end that does not come, and a line that is long.
        _ = send("Progress: ")
        for _ in 0..<100 { lines.read(take) }
        #expect(found.last == "Progress: " && found.count == 3 && held() == 0)
        _ = send(String(repeating: "x", count: 20_000))
        lines.read(take)
        #expect(found.last?.count == 20_000 && held() == 0)
        _ = send("last")
        lines.read(take)
        #expect(found.count == 4 && held() == 4)
        lines.drain(take)
        close(ends[1])
        lines.read(take)
        #expect(found.last == "last" && found.count == 5 && lines.isAtEnd)
    }

    @Test func executables() throws {
        #expect(try Executable.find("sh", path: "/nowhere:/bin", directory: nil) == "/bin/sh")
        #expect(try Executable.find("./sh", path: "", directory: "/bin") == "/bin/./sh")
        #expect(throws: StartError(reason: "no folder of the PATH has an executable of that name")) {
            try Executable.find("no-such-program", path: "/bin", directory: nil)
        }
        #expect(throws: StartError(reason: "there is no such file")) {
            try Executable.find("/nowhere/sh", path: "/bin", directory: nil)
        }
        #expect(throws: StartError(reason: "the file is not executable; chmod +x makes it so")) {
            try Executable.find("/etc", path: "/bin", directory: nil)
        }
    }
}
