// swift-tools-version: 6.1
import PackageDescription

/// Every Swift target: warnings are errors, and what a file uses it imports itself.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"]),
]

let package = Package(
    name: "git-autowrk",
    products: [
        .executable(name: "git-autowrk", targets: ["git-autowrk"]),
        .executable(name: "autowrk-bench", targets: ["autowrk-bench"]),
    ],
    targets: [
        // MARK: C libraries

        // The object database and references.
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),

        // The query cache.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

        // Digests. It is loaded for libgit2 anyway.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // The YAML parser.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        // Functions of the C library that Swift can't import: variadic or behind _GNU_SOURCE.
        .target(name: "CPlatform"),

        // Takes certificate loading out of libgit2's start-up; linked into executables only.
        .target(name: "FastStart"),

        // MARK: Ground

        // What asks the operating system: time, child processes, files, locks, the terminal, tracing.
        .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: strict),

        // JSON values with one canonical text (RFC 8785).
        .target(name: "JSON", swiftSettings: strict),

        // The needed part of libgit2 as Swift values; no C pointer leaves.
        .target(name: "Git", dependencies: ["CLibgit2"], swiftSettings: strict),

        // YAML text as nodes that know their position.
        .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),

        // MARK: Rules

        // The definition language, its expressions, and runs as pure decisions: no input, no output, no clock.
        .target(name: "Workflow", dependencies: ["JSON", "Platform", "YAML"], swiftSettings: strict),

        // MARK: State

        // Lanes of event commits: append, read, sync, cache, maintenance.
        .target(
            name: "Journal", dependencies: ["CSQLite", "Git", "JSON", "Platform"], swiftSettings: strict),

        // Drives runs: appends what was decided, performs steps, keeps claims, timers and scratch checkouts.
        .target(
            name: "Engine", dependencies: ["CCrypto", "Git", "JSON", "Journal", "Platform", "Workflow"],
            swiftSettings: strict),

        // MARK: Edge

        // The scripts that Git runs, as they stand in hooks/.
        .target(
            name: "HookScripts", path: "hooks",
            resources: [.embedInCode("post-checkout")], swiftSettings: strict),

        // The texts that are filled in at run time, as they stand in templates/.
        .target(
            name: "Templates", path: "templates",
            resources: [.embedInCode("git-autowrk.1"), .embedInCode("workflows/change.yml")],
            swiftSettings: strict),

        // Subcommands: parse, call, print.
        .target(
            name: "CLI",
            dependencies: [
                "Engine", "Git", "HookScripts", "JSON", "Journal", "Platform", "Templates", "Workflow",
                "YAML",
            ],
            swiftSettings: strict),

        // `git autowrk`: everything that needs no network library, quick to start.
        .executableTarget(
            name: "git-autowrk", dependencies: ["CLI", "FastStart"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),

        // The numbers the project promises, each beside its reference.
        .executableTarget(
            name: "autowrk-bench",
            dependencies: ["CSQLite", "Engine", "Git", "JSON", "Journal", "Platform", "Workflow"],
            swiftSettings: strict),

        // MARK: Tests

        // Hermetic folders, real `git`, real processes.
        .target(
            name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "YAMLTests", dependencies: ["JSON", "Platform", "TestSupport", "YAML"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkflowTests", dependencies: ["JSON", "Platform", "TestSupport", "Workflow", "YAML"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Git", "JSON", "Journal", "Platform", "TestSupport", "Workflow", "git-autowrk",
            ], swiftSettings: strict),
        .testTarget(
            name: "GitTests", dependencies: ["Git", "Platform", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Git", "JSON", "Journal", "Platform", "TestSupport", "git-autowrk"],
            swiftSettings: strict),
        .testTarget(
            name: "CLITests", dependencies: ["JSON", "TestSupport", "Workflow", "git-autowrk"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
