import Foundation
import Testing

#if os(Linux)
    @Suite("The start of the program")
    struct StartTests {
        /// With this variable, the loader prints the libraries that a program needs, and does not run it.
        @Test("loads no library of Swift, nor one that only some verbs need")
        func libraries() throws {
            let scratch = try Scratch()
            let run = try scratch.start([], environment: ["LD_TRACE_LOADED_OBJECTS": "1"]).finish()
            let names = run.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
            #expect(names.contains { $0.contains("libsqlite3.so") }, "\(run.output)")
            for other in ["libswift", "Foundation", "libdispatch", "libcurl", "libcrypto"] {
                #expect(!names.contains { $0.contains(other) }, "\(run.output)")
            }
        }
    }
#endif
