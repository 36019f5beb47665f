import Checksums
import Foundation
import HyperparameterSearch
import SpikingDynamics

/// The bytes from which a trial of a convergence study goes on.
///
/// In this order, all integers little-endian:
///
/// - `settle-convergence-1` and a line end,
/// - `Numerics.version` (8 bytes),
/// - the SHA-256 of the study's settings and of the trial's number and schedules (32 bytes),
/// - the state on each network, as ``SavedTrialBytes`` has it,
/// - the CRC-32 of all that precedes it (4 bytes).
enum ConvergenceCheckpoint {
    static let magic = Data("settle-convergence-1\n".utf8)

    /// - Parameter states: `[network]`.
    static func encode(_ states: [SavedTrial], identity: [UInt8]) -> Data {
        var data = magic
        data.append(littleEndian: UInt64(Numerics.version))
        data += identity
        for state in states { SavedTrialBytes.append(state, to: &data) }
        data.append(littleEndian: CRC32.of(data))
        return data
    }

    /// - Parameter count: the number of networks.
    /// - Returns: `[network]`.
    static func decode(_ data: Data, identity: [UInt8], count: Int) throws(CheckpointProblem) -> [SavedTrial] {
        let content = data.dropLast(4)
        var (reader, checksum) = (LittleEndianReader(content), LittleEndianReader(data.suffix(4)))
        guard reader.bytes(magic.count) == magic else { throw .otherForm }
        guard data.count >= magic.count + 44, checksum.integer() == CRC32.of(content) else { throw .damaged }
        guard let version = reader.integer(UInt64.self) else { throw .otherForm }
        guard version == UInt64(Numerics.version) else {
            throw .otherNumerics(Int(clamping: version), wanted: Numerics.version)
        }
        guard reader.bytes(32).map(Array.init) == identity else { throw .otherTrial }
        var states: [SavedTrial] = []
        while reader.remaining > 0, states.count < count {
            guard let state = SavedTrialBytes.state(&reader) else { throw .otherForm }
            states.append(state)
        }
        guard states.count == count, reader.remaining == 0 else { throw .otherForm }
        return states
    }

    /// The checksum of all that decides what a trial's state means.
    static func identity(of candidate: Candidate, _ schedules: AnnealingSchedules, settings: Data) -> [UInt8] {
        // Checkpoints from before there were other decoders, clocks and codes than the paper's do not name them.
        let decoder = schedules.decoderText.map { " \($0)" } ?? ""
        let clock = schedules.clockText.map { " \($0)" } ?? ""
        let code = schedules.codeText.map { " \($0)" } ?? ""
        let trial =
            "\n\(candidate.number) \(schedules.epsilon) \(schedules.lambda) \(schedules.quantizer.rawValue)\(decoder)\(clock)\(code)"
        return SHA256.bytes(of: settings + Data(trial.utf8))
    }
}

/// The bytes of a ``SavedTrial``: a byte for the stage (0 at rest, 1 running, 2 complete, 3 diverged) and its numbers,
/// then each array with its length before it. Integers have 8 bytes, bits 4.
enum SavedTrialBytes {
    static func append(_ state: SavedTrial, to data: inout Data) {
        let (stage, numbers): (UInt8, [Int]) =
            switch state.stage {
            case .atRest: (0, [])
            case .running(let step): (1, [step])
            case .complete: (2, [])
            case .diverged(let layer, let unit, let step): (3, [layer, unit, step])
            }
        data.append(stage)
        data.append(littleEndian: numbers.map(Int64.init))
        guard stage == 1 || stage == 2 else { return }
        append(state.sums, to: &data)
        data.append(littleEndian: Int64(state.spikes.count))
        data.append(littleEndian: state.spikes.map(Int64.init))
        data.append(littleEndian: Int64(state.samples.count))
        for sample in state.samples {
            data.append(littleEndian: Int64(sample.step))
            append([sample.error, sample.runningMean] + sample.layerErrors, to: &data)
        }
        append(state.numbers, to: &data)
        data.append(littleEndian: Int64(state.signals.count))
        data.append(littleEndian: state.signals)
    }

    private static func append(_ numbers: [Double], to data: inout Data) {
        data.append(littleEndian: Int64(numbers.count))
        data.append(littleEndian: numbers.map(\.bitPattern))
    }

    /// The next state; nil if the bytes have another form.
    static func state(_ reader: inout LittleEndianReader) -> SavedTrial? {
        switch reader.integer(UInt8.self) {
        case 0: return SavedTrial(.atRest)
        case 1:
            guard let step = integer(&reader) else { return nil }
            return content(SavedTrial(.running(step: step)), &reader)
        case 2: return content(SavedTrial(.complete), &reader)
        case 3:
            guard let layer = integer(&reader), let unit = integer(&reader), let step = integer(&reader) else {
                return nil
            }
            return SavedTrial(.diverged(layer: layer, unit: unit, step: step))
        default: return nil
        }
    }

    private static func content(_ stage: SavedTrial, _ reader: inout LittleEndianReader) -> SavedTrial? {
        var state = stage
        guard let sums = doubles(&reader), let spikes = integers(&reader), let samples = integer(&reader) else {
            return nil
        }
        (state.sums, state.spikes) = (sums, spikes)
        guard (0...reader.remaining).contains(samples) else { return nil }
        for _ in 0..<samples {
            guard let step = integer(&reader), let numbers = doubles(&reader), numbers.count > 2 else { return nil }
            state.samples.append(
                .init(step: step, error: numbers[0], runningMean: numbers[1], layerErrors: Array(numbers[2...])))
        }
        guard let numbers = doubles(&reader), let words = integer(&reader), words <= reader.remaining / 4 else {
            return nil
        }
        state.numbers = numbers
        for _ in 0..<max(0, words) {
            guard let word = reader.integer(UInt32.self) else { return nil }
            state.signals.append(word)
        }
        return state
    }

    private static func integer(_ reader: inout LittleEndianReader) -> Int? {
        reader.integer(Int64.self).map(Int.init)
    }

    private static func integers(_ reader: inout LittleEndianReader) -> [Int]? {
        guard let count = integer(&reader), (0...reader.remaining / 8).contains(count) else { return nil }
        return (0..<count).compactMap { _ in integer(&reader) }
    }

    private static func doubles(_ reader: inout LittleEndianReader) -> [Double]? {
        integer(&reader).flatMap { reader.doubles($0) }
    }
}
