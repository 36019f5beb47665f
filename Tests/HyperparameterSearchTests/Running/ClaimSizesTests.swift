import Foundation
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("The sizes of claims") struct ClaimSizesTests {
    private static let alone = StudyActivity(unclaimed: StudyActivity.mostCounted)
    private static let beside = StudyActivity(otherRuns: 1, unclaimed: StudyActivity.mostCounted)

    private func sizes(threads: Int, batch: Int = 1) throws -> ClaimSizes {
        let search = try SampleSearch()
        return ClaimSizes(
            try StudyRunner(
                study: search.study, store: search.store, sampler: SampleSearch.sampler(),
                objective: BatchWatcher(preferredBatchSize: batch), threads: ThreadCount(threads, cores: threads)))
    }

    /// The sizes of claims that are made `pause` seconds after each other.
    private func claims(
        _ count: Int, every pause: TimeInterval, beside activity: StudyActivity = Self.alone, of sizes: inout ClaimSizes
    ) -> [Int] {
        (0..<count).map { index in
            sizes.note(claimAt: Date(timeIntervalSince1970: Double(index) * pause))
            return sizes.claim(beside: activity)
        }
    }

    @Test("of a run that is alone grow where trials are quick, up to a limit")
    func grow() throws {
        var sizes = try sizes(threads: 8)
        let all = claims(10, every: 0.1, of: &sizes)
        #expect(all.prefix(3) == [256, 512, 1024])
        #expect(all.last == 32_768 && sizes.lowWater(beside: Self.alone) == 8192)
        var slow = try self.sizes(threads: 8)
        let same = claims(5, every: 4, of: &slow)
        #expect(same == [256, 256, 256, 256, 256])
    }

    @Test("begin again beside other runs, and where nothing is left to claim", arguments: [beside, StudyActivity()])
    func beginAgain(_ activity: StudyActivity) throws {
        var sizes = try sizes(threads: 8)
        _ = claims(5, every: 0.1, of: &sizes)
        let small = claims(20, every: 0.1, beside: activity, of: &sizes)
        let next = sizes.claim(beside: Self.alone)
        #expect(small == Array(repeating: 256, count: 20) && next == 256)
    }

    @Test("do not grow while threads have only begun trials")
    func begun() throws {
        var sizes = try sizes(threads: 64, batch: 128)
        let first = claims(2, every: 0.01, of: &sizes)
        #expect(first == [8192, 8192])
        // The second claim was used up too, so the trials of the first have ended.
        sizes.note(claimAt: Date(timeIntervalSince1970: 0.02))
        let third = sizes.claim(beside: Self.alone)
        #expect(third == 16_384)
    }
}
