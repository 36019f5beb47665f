import CSpikeKernels

// The fields that the kernels' arguments have in both precisions. (Legend: `spike_shapes.h`.)

protocol KernelSource {
    associatedtype Real
    init()
    var sources: Int { get set }
    var weights: UnsafePointer<Real>! { get set }
    var signals: UnsafePointer<UInt32>! { get set }
    var signalStride: Int { get set }
}

protocol KernelInputSteps {
    associatedtype Real
    init()
    var units: Int { get set }
    var trains: Int { get set }
    var quantizer: spike_quantizer { get set }
    var firstStep: UInt32 { get set }
    var steps: UInt32 { get set }
    var input: UnsafePointer<Real>! { get set }
    var inputCount: Int { get set }
    var inputIndex: UnsafePointer<UInt32>! { get set }
    var lambda: UnsafePointer<Real>! { get set }
    var phi: UnsafeMutablePointer<Real>! { get set }
    var phi2: UnsafeMutablePointer<Real>! { get set }
    var stride: Int { get set }
    var signals: UnsafeMutablePointer<UInt32>! { get set }
    var signalStride: Int { get set }
    var spikes: UnsafeMutablePointer<UInt64>! { get set }
    var noise: spike_noise { get set }
}

protocol KernelLayerStep {
    associatedtype Real
    associatedtype Source
    init()
    var units: Int { get set }
    var columns: Int { get set }
    var stride: Int { get set }
    var quantizer: spike_quantizer { get set }
    var layer: UInt32 { get set }
    var step: UInt32 { get set }
    var drive: UnsafePointer<Real>! { get set }
    var driveStride: Int { get set }
    var driveIndex: UnsafePointer<UInt32>! { get set }
    var lower: Source { get set }
    var upper: Source { get set }
    var bias: UnsafePointer<Real>! { get set }
    var fixedPoint: UnsafePointer<Real>! { get set }
    var inputCount: Int { get set }
    var inputIndex: UnsafePointer<UInt32>! { get set }
    var epsilon: UnsafePointer<Real>! { get set }
    var lambda: UnsafePointer<Real>! { get set }
    var v: UnsafeMutablePointer<Real>! { get set }
    var s: UnsafeMutablePointer<Real>! { get set }
    var phi: UnsafeMutablePointer<Real>! { get set }
    var phi2: UnsafeMutablePointer<Real>! { get set }
    var signals: UnsafeMutablePointer<UInt32>! { get set }
    var absoluteError: UnsafeMutablePointer<Real>! { get set }
    var squaredError: UnsafeMutablePointer<Real>! { get set }
    var spikes: UnsafeMutablePointer<UInt64>! { get set }
    var noise: spike_noise { get set }
    var workspace: UnsafeMutableRawPointer! { get set }
}

extension spike_source_f64: KernelSource {}
extension spike_source_f32: KernelSource {}
extension spike_input_steps_f64: KernelInputSteps {}
extension spike_input_steps_f32: KernelInputSteps {}
extension spike_layer_step_f64: KernelLayerStep {}
extension spike_layer_step_f32: KernelLayerStep {}
