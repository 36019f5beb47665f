import CSpikeKernels

/// The kernels of one precision, under names that both share.
protocol KernelReal: BinaryFloatingPoint, BitwiseCopyable, Sendable {
    associatedtype Source: KernelSource where Source.Real == Self
    associatedtype InputSteps: KernelInputSteps where InputSteps.Real == Self
    associatedtype LayerStep: KernelLayerStep where LayerStep.Real == Self, LayerStep.Source == Source

    static func pack(
        _ weights: [Self], sources: Int, stride: Int, targets: Int, stride targetStride: Int,
        into packed: UnsafeMutablePointer<Self>)
    static func sum(
        _ source: inout Source, targets: Int, columns: Int, into sums: UnsafeMutablePointer<Self>, stride: Int)
    static func advance(_ step: inout InputSteps)
    static func advance(_ step: inout LayerStep)
    static func sumReference(_ weights: UnsafePointer<Self>, stride: Int, sources: Int, signals: [UInt8]) -> Self
    static func errorReference(_ terms: [Self]) -> Self
    static func uniformReference(
        key: UInt64, unit: UInt32, input: UInt32, layer: UInt32, step: UInt32, trial: UInt32
    ) -> Self

    /// The number's bits, so that NaN and the zeros compare.
    var bits: UInt64 { get }
}

extension KernelReal {
    /// U: units of a panel.
    static var panelUnits: Int { SPIKE_PANEL_BYTES / MemoryLayout<Self>.size }
    /// P: panels of a layer.
    static func panels(_ units: Int) -> Int { (units + panelUnits - 1) / panelUnits }
}

extension Double: KernelReal {
    typealias Source = spike_source_f64
    typealias InputSteps = spike_input_steps_f64
    typealias LayerStep = spike_layer_step_f64

    static func pack(
        _ weights: [Double], sources: Int, stride: Int, targets: Int, stride targetStride: Int,
        into packed: UnsafeMutablePointer<Double>
    ) {
        spike_pack_f64(weights, sources, stride, targets, targetStride, packed)
    }
    static func sum(
        _ source: inout Source, targets: Int, columns: Int, into sums: UnsafeMutablePointer<Double>, stride: Int
    ) {
        spike_sum_f64(&source, targets, columns, sums, stride)
    }
    static func advance(_ step: inout InputSteps) { spike_advance_input_f64(&step) }
    static func advance(_ step: inout LayerStep) { spike_advance_layer_f64(&step) }
    static func sumReference(_ weights: UnsafePointer<Double>, stride: Int, sources: Int, signals: [UInt8]) -> Double {
        spike_sum_reference_f64(weights, stride, sources, signals)
    }
    static func errorReference(_ terms: [Double]) -> Double { spike_error_reference_f64(terms, terms.count) }
    static func uniformReference(
        key: UInt64, unit: UInt32, input: UInt32, layer: UInt32, step: UInt32, trial: UInt32
    ) -> Double {
        spike_uniform_reference_f64(key, unit, input, layer, step, trial)
    }
    var bits: UInt64 { bitPattern }
}

extension Float: KernelReal {
    typealias Source = spike_source_f32
    typealias InputSteps = spike_input_steps_f32
    typealias LayerStep = spike_layer_step_f32

    static func pack(
        _ weights: [Float], sources: Int, stride: Int, targets: Int, stride targetStride: Int,
        into packed: UnsafeMutablePointer<Float>
    ) {
        spike_pack_f32(weights, sources, stride, targets, targetStride, packed)
    }
    static func sum(
        _ source: inout Source, targets: Int, columns: Int, into sums: UnsafeMutablePointer<Float>, stride: Int
    ) {
        spike_sum_f32(&source, targets, columns, sums, stride)
    }
    static func advance(_ step: inout InputSteps) { spike_advance_input_f32(&step) }
    static func advance(_ step: inout LayerStep) { spike_advance_layer_f32(&step) }
    static func sumReference(_ weights: UnsafePointer<Float>, stride: Int, sources: Int, signals: [UInt8]) -> Float {
        spike_sum_reference_f32(weights, stride, sources, signals)
    }
    static func errorReference(_ terms: [Float]) -> Float { spike_error_reference_f32(terms, terms.count) }
    static func uniformReference(
        key: UInt64, unit: UInt32, input: UInt32, layer: UInt32, step: UInt32, trial: UInt32
    ) -> Float {
        spike_uniform_reference_f32(key, unit, input, layer, step, trial)
    }
    var bits: UInt64 { UInt64(bitPattern) }
}
