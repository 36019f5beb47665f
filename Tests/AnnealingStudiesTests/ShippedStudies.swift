import Foundation

/// The study files of the repository.
enum ShippedStudies {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("studies")

    static let names = [
        "quick", "paper-5000", "paper-figure-2", "grid-schedules", "mnist-schedules", "mnist-settling",
        "robust-5000", "robust-200", "robust-aligned", "robust-shifted", "layers-aligned", "training-proxy",
        "error-against-operations", "mnist-steps", "negative-steps", "switching", "adaptive-delta",
    ]

    static func path(_ name: String) -> String {
        folder.appendingPathComponent("\(name).yaml").path
    }
}
