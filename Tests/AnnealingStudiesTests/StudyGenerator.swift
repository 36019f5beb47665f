import EquilibriumPropagation
import HyperparameterSearch
import Randomness
import SearchSamplers
import SpikingDynamics
import StudyFiles

@testable import AnnealingStudies

/// Makes studies of every shape, the same for the same seed.
struct StudyGenerator {
    private var generator: MersenneTwister
    /// The number of layers of the study's networks; nil if they differ, or if no layer has schedules of its own.
    private var layers: Int?

    init(seed: UInt32) {
        generator = MersenneTwister(seed: seed)
    }

    private mutating func grid() -> DeclaredStudy.Sampling {
        let space = space(isGrid: true).declared
        return .grid(space, rounding: space.isComputed && Bool.random(using: &generator) ? .decimal : .none)
    }

    /// Of a space that every sampler can search.
    private mutating func model() -> DeclaredStudy.Sampling {
        let wide = Axis.range(0.25...(0.5 + number()), scale: .linear, count: nil)
        let space = ScheduleSpace(
            epsilon: .shared(.powerLaw(initial: wide, exponent: wide)),
            lambda: .shared(axes(isGrid: false, families: 1)),
            quantizers: [.sigmaDelta])
        let trials = Int.random(in: 1...10_000_000, using: &generator)
        let isAutomatic = Bool.random(using: &generator)
        // A file does not name what `auto` chooses.
        let automatic = (try? space.declared.searchSpace()).map {
            SamplerChoice.automatic(for: $0, budget: trials).choice
        }
        let choice = isAutomatic ? automatic ?? .gp : SamplerChoice.allCases.randomElement(using: &generator) ?? .gp
        let settings = SamplerSettings(
            choice, isAutomatic: isAutomatic,
            seed: UInt64(UInt32.random(in: 0...UInt32.max, using: &generator)),
            generations: choice == .sobol
                ? .standard
                : Generations(
                    size: Int.random(in: 1...100, using: &generator), lag: Int.random(in: 0...9, using: &generator)
                ),
            significantDigits: Bool.random(using: &generator) ? Int.random(in: 1...17, using: &generator) : nil)
        return .model(settings, space.declared, trials: trials)
    }

    mutating func study() -> DeclaredStudy {
        let isTraining = Bool.random(using: &generator)
        let kind: any StudyKind = isTraining ? trainingSettings() : settings()
        let depths =
            (kind as? ConvergenceSettings).map { Set($0.networks.map(\.layers.count)) }
            ?? (kind as? TrainingSettings).map { [$0.plan.hidden.count + 2] } ?? []
        layers = depths.count == 1 && Bool.random(using: &generator) ? depths.first : nil
        let points = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            isTraining
                ? trainingPoint()
                : StudyPoint(
                    .binary(point()),
                    parent: Bool.random(using: &generator) ? TrialReference(study: "other", number: 7) : nil)
        }
        let sampling: DeclaredStudy.Sampling =
            switch Int.random(in: 0...3, using: &generator) {
            case 0 where !points.isEmpty: .points
            case 1: grid()
            case 2: model()
            default:
                .random(
                    DeclaredStudy.RandomSampling(
                        stream: DeclaredStudy.RandomSampling.Stream.allCases.randomElement(using: &generator)
                            ?? .keyed,
                        seed: UInt32.random(in: 0...UInt32.max, using: &generator),
                        significantDigits: Bool.random(using: &generator)
                            ? Int.random(in: 1...17, using: &generator) : nil),
                    space(isGrid: false).declared, trials: Int.random(in: 1...10_000_000, using: &generator))
            }
        return DeclaredStudy(
            name: "study-\(Int.random(in: 0...999, using: &generator))",
            kind: kind, sampling: sampling,
            points: points.map(\.declared))
    }

    private mutating func trainingSettings() -> TrainingSettings {
        var plan = TrainingPlan()
        plan.split = DigitSplit(
            Bool.random(using: &generator) ? .paper : .official,
            training: Bool.random(using: &generator) ? Int.random(in: 1...60_000, using: &generator) : nil,
            test: Bool.random(using: &generator) ? Int.random(in: 1...10_000, using: &generator) : nil)
        plan.hidden = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            Int.random(in: 1...5_000, using: &generator)
        }
        plan.epochs = Int.random(in: 1...10_000, using: &generator)
        plan.precision = Bool.random(using: &generator) ? .float32 : .float64
        plan.rule.minibatchSize = Int.random(in: 1...min(10_000, plan.split.training ?? 10_000), using: &generator)
        plan.rule.negativeSteps = Int.random(in: 1...999, using: &generator)
        plan.rule.positiveSteps = Int.random(in: 1...1_000 - plan.rule.negativeSteps, using: &generator)
        plan.rule.continuesNegativePhase = Bool.random(using: &generator)
        plan.rule.gradient = Bool.random(using: &generator) ? .oneSided : .twoSided
        plan.rule.beta = LearningRule.Beta(size: number(), hasRandomSign: Bool.random(using: &generator))
        plan.rule.rates = (0...plan.hidden.count).map { _ in number() }
        return TrainingSettings(
            data: Bool.random(using: &generator) ? .mnist : .other(fingerprint: String(repeating: "0f", count: 32)),
            plan: plan, seed: UInt32.random(in: 0...UInt32.max, using: &generator),
            measure: TrainingSettings.Measure.allCases.randomElement(using: &generator) ?? .testError,
            keepsWeights: Bool.random(using: &generator))
    }

    private mutating func trainingPoint() -> StudyPoint {
        StudyPoint(
            Bool.random(using: &generator) ? .binary(point()) : .continuous(epsilon: number()),
            seed: Bool.random(using: &generator) ? UInt32.random(in: 0...UInt32.max, using: &generator) : nil,
            parent: Bool.random(using: &generator) ? TrialReference(study: "other", number: 7) : nil)
    }

    private mutating func settings() -> ConvergenceSettings {
        let steps = Int.random(in: 1...10_000_000, using: &generator)
        var networks = (0..<[1, 1, 2, 3].randomElement(using: &generator)!).map { _ in network() }
        var switching: InputSwitching?
        if steps > 1, Bool.random(using: &generator) {
            switching = InputSwitching(
                every: Int.random(in: 1..<steps, using: &generator), count: Int.random(in: 2...1000, using: &generator))
            for index in networks.indices { networks[index].inputSeeds = [networks[index].inputSeeds[0]] }
        }
        return ConvergenceSettings(
            networks: networks,
            aggregation: Aggregation.allCases.randomElement(using: &generator) ?? .mean,
            steps: steps,
            measure: ConvergenceSettings.Measure.allCases.randomElement(using: &generator) ?? .meanError,
            noiseSeed: UInt32.random(in: 0...UInt32.max, using: &generator), switching: switching)
    }

    private mutating func network() -> NetworkSpecification {
        let first = UInt32.random(in: 0...UInt32.max - 5, using: &generator)
        return NetworkSpecification(
            layers: (0..<Int.random(in: 2...6, using: &generator)).map { _ in
                Int.random(in: 1...3000, using: &generator)
            }, weightSeed: UInt32.random(in: 0...UInt32.max, using: &generator),
            inputSeeds: (0..<UInt32.random(in: 1...4, using: &generator)).map { first + $0 })
    }

    private mutating func space(isGrid: Bool) -> ScheduleSpace {
        ScheduleSpace(
            epsilon: layerAxes(isGrid: isGrid, above: 1), lambda: layerAxes(isGrid: isGrid, above: 0),
            quantizers: Array(
                Quantizer.allCases.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator))),
            decoders: Array(
                Decoder.allCases.shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator))))
    }

    /// - Parameter first: the lowest layer that has a schedule.
    private mutating func layerAxes(isGrid: Bool, above first: Int) -> LayerAxes {
        guard !isGrid, let layers, Bool.random(using: &generator) else { return .shared(axes(isGrid: isGrid)) }
        return .each((first..<layers).map { _ in axes(isGrid: isGrid) })
    }

    private mutating func layerSchedules(above first: Int) -> LayerSchedules {
        guard let layers, Bool.random(using: &generator) else { return .shared(schedule()) }
        return .each((first..<layers).map { _ in schedule() })
    }

    /// - Parameter families: how many; nil for one to three.
    private mutating func axes(isGrid: Bool, families: Int? = nil) -> ScheduleAxes {
        let count = families ?? [1, 1, 2, 3].randomElement(using: &generator) ?? 1
        let families = ScheduleFamily.allCases.shuffled(using: &generator).prefix(count)
        return ScheduleAxes(
            families.map { family in
                let axes = family.constants.map { _ in axis(isGrid: isGrid) }
                let form = ScheduleAxes.Form(family: family, axes: axes, floor: nil)
                // Above 0, and not above any value at step 1.
                let hasFloor = form.lowestStart > 0 && Bool.random(using: &generator)
                return ScheduleAxes.Form(family: family, axes: axes, floor: hasFloor ? .fixed(form.lowestStart) : nil)
            })
    }

    private mutating func axis(isGrid: Bool) -> Axis {
        switch Int.random(in: 0...2, using: &generator) {
        case 0: return .fixed(number())
        case 1: return .list(Array(Set((0..<Int.random(in: 1...5, using: &generator)).map { _ in number() })).sorted())
        default:
            let low = number()
            return .range(
                low...(low * 2 + number()), scale: Bool.random(using: &generator) ? .log : .linear,
                count: isGrid ? Int.random(in: 2...6, using: &generator) : nil)
        }
    }

    private mutating func point() -> AnnealingSchedules {
        AnnealingSchedules(
            epsilon: layerSchedules(above: 1), lambda: layerSchedules(above: 0),
            quantizer: Quantizer.allCases.randomElement(using: &generator) ?? .sigmaDelta,
            decoder: Decoder.allCases.randomElement(using: &generator) ?? .paper)
    }

    mutating func schedule() -> Schedule {
        let family = ScheduleFamily.allCases.randomElement(using: &generator) ?? .powerLaw
        let schedule = family.schedule { _ in number() }
        let start = schedule.value(at: 1)
        let hasFloor = start > 0 && start.isFinite && Bool.random(using: &generator)
        return hasFloor ? .floored(schedule, at: start / 2) : schedule
    }

    /// Above 0: whole, of few digits, of many digits, large or small.
    private mutating func number() -> Double {
        switch Int.random(in: 0...3, using: &generator) {
        case 0: Double(Int.random(in: 1...100, using: &generator))
        case 1: Double(Int.random(in: 1...999, using: &generator)) / 1000
        case 2: Double.random(in: 1e-12...1, using: &generator)
        default: Double.random(in: 1...9.99, using: &generator) * (Bool.random(using: &generator) ? 1e40 : 1e-40)
        }
    }
}

extension MersenneTwister: RandomNumberGenerator {
    public mutating func next() -> UInt64 {
        UInt64(nextWord()) << 32 | UInt64(nextWord())
    }
}
