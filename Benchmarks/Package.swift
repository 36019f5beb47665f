// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing here is ever built by the product's `swift build`.
let package = Package(
    name: "settle-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "settle", path: "..")],
    targets: [
        .executableTarget(
            name: "EngineBenchmark",
            dependencies: [
                .product(name: "EquilibriumPropagation", package: "settle"),
                .product(name: "SpikingDynamics", package: "settle"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "SamplerBenchmark",
            dependencies: [
                .product(name: "Figures", package: "settle"),
                .product(name: "HyperparameterSearch", package: "settle"),
                .product(name: "SpikingDynamics", package: "settle"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "ServerBenchmark",
            dependencies: [
                .product(name: "HyperparameterSearch", package: "settle"),
                .product(name: "PostgreSQLStorage", package: "settle"),
                .product(name: "StudyStorage", package: "settle"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "StoreBenchmark",
            dependencies: [.product(name: "HyperparameterSearch", package: "settle")],
            swiftSettings: [.treatAllWarnings(as: .error)]),
    ],
    swiftLanguageModes: [.v6]
)
