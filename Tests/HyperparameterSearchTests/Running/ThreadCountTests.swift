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

    @Test func waitingThreadsMayBeMoreThanTheCores() throws {
        let threads = try ThreadCount(waiting: 300)
        #expect(threads.value == 300 && threads.reducedFrom == nil && threads.areWaiting)
        let capped = try ThreadCount(9, cores: 4).waiting
        #expect(capped.value == 4 && capped.reducedFrom == 9 && capped.areWaiting)
        #expect(try !ThreadCount(9, cores: 4).areWaiting)
        for count in [0, 10_001] { #expect(throws: ThreadCountError.self) { try ThreadCount(waiting: count) } }
        let error = #expect(throws: ThreadCountError.self) { try ThreadCount(waiting: 10_001) }
        #expect(error?.description.hasSuffix("give at most 10000") == true)
    }
}
