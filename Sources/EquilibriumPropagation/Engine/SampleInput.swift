import CSpikeKernels
import SpikingDynamics

/// The input of one sample in the kernels' form. It is reused: `load` replaces one image by the next.
final class SampleInput {
    /// Groups of pixels with the same state, for weight changes and for the drive of a continuous network.
    private(set) var stateGroups = spike_groups()
    /// Groups of pixels that fire together, for the drive of a binary network.
    private(set) var trainGroups = spike_groups()

    private let states: RealBuffer
    private var trains: UnsafeMutablePointer<UInt64>
    private var ends: UnsafeMutablePointer<UInt16>
    /// [level]: the state of a pixel of this level.
    private let stateOfLevel: [Double]
    private let code: InputCode?

    /// - Parameter pixels: the most pixels of an image.
    init(precision: Precision, scale: Double, code: InputCode?, pixels: Int) {
        self.code = code
        stateOfLevel = (0..<256).map { Double($0) / scale }
        states = RealBuffer(precision, count: 256)
        let groups = max(256, pixels)
        trains = .allocate(capacity: groups * max(1, code?.words ?? 1))
        ends = .allocate(capacity: groups)
    }

    deinit {
        trains.deallocate()
        ends.deallocate()
    }

    /// The most groups that fire together.
    static func mostGroups(pixels: Int) -> Int { max(256, pixels) }

    func load(_ image: ImageIndex.Image, noise: QuantizationNoise) {
        for group in 0..<image.groupCount { states[group] = stateOfLevel[Int(image.levels[group])] }
        stateGroups = spike_groups(
            count: image.groupCount, units: image.units, ends: image.ends, trains: nil,
            states: UnsafeRawPointer(states.start))
        guard let code else { return }
        var count = 0
        if let table = code.trains {
            count = mergeAlike(image, table, words: code.words)
        } else {
            for group in 0..<image.groupCount {
                for unit in (group == 0 ? 0 : Int(image.ends[group - 1]))..<Int(image.ends[group]) {
                    let train = code.drawnTrain(
                        level: Int(image.levels[group]), unit: Int(image.units[unit]), noise: noise)
                    for (word, bits) in train.enumerated() { trains[count * code.words + word] = bits }
                    ends[count] = UInt16(unit + 1)
                    count += 1
                }
            }
        }
        trainGroups = spike_groups(
            count: count, units: image.units, ends: UnsafePointer(ends), trains: UnsafePointer(trains), states: nil)
    }

    /// Merges neighbouring levels with the same train into one group.
    ///
    /// - Returns: the number of groups.
    private func mergeAlike(_ image: ImageIndex.Image, _ table: [UInt64], words: Int) -> Int {
        table.withUnsafeBufferPointer { table in
            var count = 0
            for group in 0..<image.groupCount {
                let train = Int(image.levels[group]) * words
                let last = (count - 1) * words
                let isAlike = count > 0 && (0..<words).allSatisfy { trains[last + $0] == table[train + $0] }
                if !isAlike {
                    for word in 0..<words { trains[count * words + word] = table[train + word] }
                    count += 1
                }
                ends[count - 1] = image.ends[group]
            }
            return count
        }
    }

    /// The spikes of the input in steps 1...`last`.
    func spikes(through last: Int) -> Int {
        guard let code else { return 0 }
        var (total, start) = (0, 0)
        for group in 0..<trainGroups.count {
            var fired = 0
            for word in 0..<code.words where word * 64 < last {
                let kept = min(64, last - word * 64)
                let mask = kept == 64 ? UInt64.max : (1 << UInt64(kept)) - 1
                fired += (trains[group * code.words + word] & mask).nonzeroBitCount
            }
            total += fired * (Int(ends[group]) - start)
            start = Int(ends[group])
        }
        return total
    }
}
