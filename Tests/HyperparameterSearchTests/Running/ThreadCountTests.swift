import Foundation
import HyperparameterSearch
import Testing

@Suite struct ThreadCountTests {
    @Test(arguments: [0, -1, .min]) func fewerThanOneIsRefused(_ requested: Int) {
        let error = #expect(throws: ThreadCountError.self) { try ThreadCount(requested, cores: 4) }
        #expect(error?.requested == requested)
    }

    @Test func moreThanTheCoresIsCappedAndSaid() throws {
        let threads = try ThreadCount(9, cores: 4)
        #expect(threads.value == 4 && threads.reducedFrom == 9)
    }

    @Test(arguments: 1...4) func upToTheCoresIsKept(_ requested: Int) throws {
        let threads = try ThreadCount(requested, cores: 4)
        #expect(threads.value == requested && threads.reducedFrom == nil)
    }

    @Test func allCoresByDefault() throws {
        let threads = try ThreadCount()
        #expect(threads.value == ProcessInfo.processInfo.activeProcessorCount && threads.reducedFrom == nil)
    }
}
