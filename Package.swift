// swift-tools-version: 6.2
import PackageDescription

/// Our own targets build without a warning. (SwiftPM drops this where the package is somebody's dependency.)
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// How the program is linked on Linux: with Swift's libraries inside, at a fixed address, and without a table of its
/// symbols for other libraries. So it starts in half of the time, since the loader finds, maps and relocates 8 libraries
/// instead of 51. (lld is a part of the Swift toolchain. The names after `-l` are libraries within Foundation.)
let standsAlone: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib", "-use-ld=lld", "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic",
            "-lCoreFoundation", "-l_FoundationCShims", "-l_FoundationCollections", "-l_FoundationICU",
            "-lswiftSynchronization", "-lBlocksRuntime",
        ], .when(platforms: [.linux]))
]

/// The style sheet and the script of `settle report`.
let pageResources = [
    "report.css", "columns.js", "words.js", "chart.js", "trial.js", "table.js", "copy.js",
]

// A target is a room with one subject; imports run one way, down this list.
let package = Package(
    name: "settle",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "settle", targets: ["SettleProgram"]),
        // With the samplers that learn.
        .library(name: "HyperparameterSearch", targets: ["HyperparameterSearch", "SearchSamplers"]),
        // The suites that samplers, schedulers and stores must pass, for those who bring their own.
        .library(name: "SearchContracts", targets: ["SearchContracts"]),
        .library(name: "StudyStorage", targets: ["StudyStorage"]),
        .library(name: "PostgreSQLStorage", targets: ["PostgreSQLStorage"]),
        .library(name: "SpikingDynamics", targets: ["SpikingDynamics"]),
        // With the files that it trains on.
        .library(name: "EquilibriumPropagation", targets: ["EquilibriumPropagation", "DigitFiles"]),
        // For the figures of the benchmarks, which are a package of their own.
        .library(name: "Figures", targets: ["Figures"]),
    ],
    dependencies: [
        // Pinned exactly, since `Package.resolved` is not kept.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        // Its sockets, for `settle serve`.
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        // Without the parts that bring Foundation's types.
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: [
        .target(name: "CSpikeKernels"),
        .target(name: "CMatrixKernels"),
        .target(name: "CProcessArguments"),
        .target(name: "CHTTPTransfer", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Locks", swiftSettings: strict),
        .target(name: "Randomness", swiftSettings: strict),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(
            name: "Checksums", dependencies: ["CZlib"], swiftSettings: strict,
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "SpikingDynamics", dependencies: ["CSpikeKernels", "Locks", "Randomness"], swiftSettings: strict),
        .target(name: "HyperparameterSearch", dependencies: ["Locks", "Randomness"], swiftSettings: strict),
        .target(
            name: "SearchSamplers", dependencies: ["CMatrixKernels", "HyperparameterSearch", "Locks", "Randomness"],
            swiftSettings: strict),
        .target(name: "SearchContracts", dependencies: ["HyperparameterSearch", "Locks"], swiftSettings: strict),
        .target(
            name: "StudyStorage",
            dependencies: [
                "Checksums", "HyperparameterSearch", "Locks", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        // PostgreSQL's client library is opened at its first use.
        .target(name: "CPostgreSQL", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "PostgreSQLStorage",
            dependencies: [
                "CPostgreSQL", "HyperparameterSearch", "Locks", "StudyStorage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "StudyFiles",
            dependencies: ["HyperparameterSearch", "SearchSamplers", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "DigitFiles",
            dependencies: [
                "Checksums", "CHTTPTransfer", "CZlib", "Locks",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            resources: [.embedInCode("Fetching/mnist_package.py")], swiftSettings: strict),
        .target(
            name: "EquilibriumPropagation",
            dependencies: ["Checksums", "CSpikeKernels", "DigitFiles", "Randomness", "SpikingDynamics"],
            swiftSettings: strict
        ),
        .target(
            name: "AnnealingStudies",
            dependencies: [
                "Checksums", "DigitFiles", "EquilibriumPropagation", "HyperparameterSearch", "Locks", "Randomness",
                "SpikingDynamics",
                "StudyFiles",
            ],
            swiftSettings: strict
        ),
        // Other programs as objectives: a command line for each trial, or values that are told.
        .target(
            name: "ProgramObjectives",
            dependencies: [
                "Checksums", "HyperparameterSearch", "Locks", "StudyFiles",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "OptunaFiles",
            dependencies: [
                "HyperparameterSearch", "ProgramObjectives", "SearchSamplers", "StudyFiles",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Figures", swiftSettings: strict),
        .target(
            name: "StudyReports",
            dependencies: [
                "AnnealingStudies", "Checksums", "EquilibriumPropagation", "Figures", "HyperparameterSearch", "Locks",
                "SearchSamplers", "SpikingDynamics", "StudyFiles",
            ],
            resources: pageResources.map { .embedInCode("Page/Resources/\($0)") },
            swiftSettings: strict
        ),
        // The pages of `settle serve`.
        .target(
            name: "StudyServer",
            dependencies: [
                "Checksums", "HyperparameterSearch", "Locks", "StudyFiles", "StudyReports",
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            resources: ["live.css", "parts.js", "live.js"].map { .embedInCode("Pages/Resources/\($0)") },
            swiftSettings: strict
        ),
        // The command as a library, which its tests import, and the program itself.
        .target(
            name: "settle",
            dependencies: [
                "AnnealingStudies", "CProcessArguments", "DigitFiles", "EquilibriumPropagation", "HyperparameterSearch",
                "Locks",
                "OptunaFiles", "PostgreSQLStorage", "ProgramObjectives", "SearchSamplers", "SpikingDynamics",
                "StudyFiles",
                "StudyReports", "StudyServer", "StudyStorage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict,
            plugins: ["EmbedCommit"]
        ),
        .executableTarget(
            name: "SettleProgram", dependencies: ["settle"], swiftSettings: strict, linkerSettings: standsAlone),
        .plugin(name: "EmbedCommit", capability: .buildTool()),

        // The README's program, word for word; a test compares the two and runs it.
        .executableTarget(
            name: "MinimizeFunction",
            dependencies: ["HyperparameterSearch", "SearchSamplers", "StudyStorage"],
            path: "Examples/MinimizeFunction",
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["CSpikeKernels", "HyperparameterSearch", "Locks", "Randomness", "SearchContracts"],
            path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "CSpikeKernelsTests", dependencies: ["CSpikeKernels", "Randomness", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "RandomnessTests", dependencies: ["Randomness"], resources: [.copy("Fixtures")],
            swiftSettings: strict),
        .testTarget(
            name: "ChecksumsTests", dependencies: ["Checksums"], swiftSettings: strict),
        .testTarget(
            name: "SpikingDynamicsTests", dependencies: ["Randomness", "SpikingDynamics", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "HyperparameterSearchTests",
            dependencies: ["HyperparameterSearch", "Locks", "Randomness", "SearchContracts", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SearchSamplersTests",
            dependencies: [
                "CMatrixKernels", "HyperparameterSearch", "Randomness", "SearchContracts", "SearchSamplers",
                "TestSupport",
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        // The Swift code of the documents, word for word.
        .testTarget(
            name: "DocumentedExamplesTests", dependencies: ["HyperparameterSearch", "SearchContracts"],
            swiftSettings: strict),
        .testTarget(
            name: "StudyStorageTests",
            dependencies: [
                "HyperparameterSearch", "SearchContracts", "StudyStorage", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "PostgreSQLStorageTests",
            dependencies: [
                "HyperparameterSearch", "Locks", "PostgreSQLStorage", "SearchContracts", "StudyStorage", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DigitFilesTests", dependencies: ["Checksums", "CZlib", "DigitFiles", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "EquilibriumPropagationTests",
            dependencies: [
                "Checksums", "CSpikeKernels", "DigitFiles", "EquilibriumPropagation", "Locks", "Randomness",
                "SpikingDynamics",
                "TestSupport",
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "FiguresTests", dependencies: ["Figures"], swiftSettings: strict),
        .testTarget(
            name: "StudyReportsTests",
            dependencies: [
                "AnnealingStudies", "Figures", "HyperparameterSearch", "SearchContracts", "SpikingDynamics",
                "StudyFiles", "StudyReports", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StudyServerTests",
            dependencies: [
                "AnnealingStudies", "HyperparameterSearch", "Locks", "SearchContracts", "StudyFiles", "StudyReports",
                "StudyServer",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StudyFilesTests",
            dependencies: [
                "HyperparameterSearch", "StudyFiles", "TestSupport", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AnnealingStudiesTests",
            dependencies: [
                "AnnealingStudies", "Checksums", "DigitFiles", "EquilibriumPropagation", "HyperparameterSearch",
                "Locks",
                "Randomness", "SearchContracts", "SearchSamplers", "SpikingDynamics", "StudyFiles", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ProgramObjectivesTests",
            dependencies: [
                "HyperparameterSearch", "ProgramObjectives", "SearchContracts", "StudyFiles", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OptunaFilesTests",
            dependencies: [
                "HyperparameterSearch", "OptunaFiles", "ProgramObjectives", "SearchContracts", "SearchSamplers",
                "StudyFiles", "StudyStorage", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Fixtures"), .copy("Python")], swiftSettings: strict),
        .testTarget(
            name: "SettleTests",
            dependencies: [
                "settle", "MinimizeFunction", "AnnealingStudies", "DigitFiles", "EquilibriumPropagation",
                "HyperparameterSearch", "SearchContracts", "StudyFiles", "StudyReports", "StudyStorage", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Schema/validate.py"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
