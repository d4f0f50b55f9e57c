// swift-tools-version: 6.1
import PackageDescription

/// Every Swift target: warnings are errors, and what a file uses it imports itself.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"]),
]

/// What goes through bytes one by one is optimized in debug builds, too: the tests start the program some ten
/// thousand times. More targets would take longer to build than the tests win.
let strictAndFast = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The ecosystems whose checks are known, each a file in `templates/verification/`.
let verificationTables = [
    "bun", "cmake", "dotnet", "elixir", "go", "gradle", "make", "maven", "meson",
    "npm", "php", "pnpm", "python", "ruby", "rust", "swift", "yarn",
]

/// The areas of rules on commands, and what these need to know, each a file in `templates/safety/`.
let safetyTables = [
    "cloud", "credentials", "databases", "devices", "exfiltration", "files", "history", "packages", "paths",
    "permissions", "privilege", "processes", "programs", "publishing", "remote-code", "unknown", "wrappers",
]

/// What `git autowrk suggest` knows without a model, each a file in `templates/recipes/`.
let recipes = [
    "add-worktree", "bisect", "change-last-message", "changelog-draft", "changes-between-tags", "cherry-pick",
    "clean-merged-branches", "contributors", "file-history", "find-commit-by-text", "find-lost-commits",
    "format-and-lint-go", "format-and-lint-javascript", "format-and-lint-python", "format-and-lint-rust",
    "format-and-lint-swift", "frequently-changed-files", "large-files-in-history", "list-todos",
    "merge-branch", "move-commits-to-new-branch", "new-branch", "rebase-on-default-branch", "release-tag",
    "rename-branch",
    "restore-deleted-file", "revert-commit", "review-my-branch", "run-checks", "split-last-commit",
    "squash-last-commits", "stash-changes", "stop-tracking-file", "test-changed-go",
    "test-changed-javascript", "test-changed-python", "undo-last-commit", "unstage-everything",
    "update-cargo-dependencies", "update-composer-dependencies", "update-go-dependencies",
    "update-npm-dependencies", "update-pnpm-dependencies", "update-ruby-dependencies",
    "update-swift-dependencies", "update-uv-dependencies",
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

        // The query cache. Linked into the program, as loading it would cost each start a third of a millisecond or
        // more; likewise those below that have no pkgConfig.
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),

        // Digests. It is loaded for libgit2 anyway.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // The YAML parser.
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),

        // XML, as test runners report in it.
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),

        // Regular expressions that stand in data. It is loaded for libgit2 anyway.
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),

        // Markdown as GitHub has it.
        .systemLibrary(
            name: "CMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

        // Functions of the C library that Swift can't import: variadic or behind _GNU_SOURCE.
        .target(name: "CPlatform"),

        // libcurl, loaded with the first request: few commands ask a server, and loading it takes longer than they do.
        .target(name: "CCurl"),

        // Takes certificate loading out of libgit2's start-up; linked into executables only.
        .target(name: "FastStart"),

        // MARK: Ground

        // What asks the operating system: time, child processes, files, locks, the terminal, tracing.
        .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: strictAndFast),

        // JSON values with one canonical text (RFC 8785).
        .target(name: "JSON", swiftSettings: strictAndFast),

        // The needed part of libgit2 as Swift values; no C pointer leaves.
        .target(name: "Git", dependencies: ["CLibgit2"], swiftSettings: strict),

        // YAML text as nodes that know their position.
        .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strictAndFast),

        // Tables in files and in memory, asked in SQL.
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),

        // XML text as events, from a source that nobody vouches for.
        .target(name: "XML", dependencies: ["CExpat"], swiftSettings: strict),

        // Regular expressions that stand in data, with bounds on the time that they take.
        .target(name: "Patterns", dependencies: ["CPCRE2"], swiftSettings: strictAndFast),

        // Shell commands as trees that know where each word stands.
        .target(name: "Shell", swiftSettings: strict),

        // Markdown text as blocks.
        .target(name: "Markdown", dependencies: ["CMarkGFM"], swiftSettings: strict),

        // HTTP messages, streams of them, and a client.
        .target(name: "HTTP", dependencies: ["CCurl", "Platform"], swiftSettings: strict),

        // MARK: Rules

        // Issues, pull requests and verdicts as values and pure decisions: no input, no output, no clock.
        .target(
            name: "Domain", dependencies: ["JSON", "Markdown", "Patterns", "Platform", "YAML"],
            swiftSettings: strict),

        // The definition language, its expressions, and runs as pure decisions: no input, no output, no clock.
        .target(name: "Workflow", dependencies: ["JSON", "Platform", "YAML"], swiftSettings: strict),

        // Commands judged before they are performed, by rules that are data and by the user's boundaries.
        .target(
            name: "Safety", dependencies: ["Patterns", "Shell", "Workflow", "YAML"],
            swiftSettings: strict),

        // MARK: State

        // Lanes of event commits: append, read, sync, cache, maintenance.
        .target(
            name: "Journal", dependencies: ["Git", "JSON", "Platform", "SQLite"],
            swiftSettings: strict),

        // Drives runs: appends what was decided, performs steps, keeps claims, timers and scratch checkouts.
        .target(
            name: "Engine",
            dependencies: [
                "CCrypto", "Domain", "Git", "JSON", "Journal", "Platform", "Workflow", "YAML",
            ], swiftSettings: strict),

        // MARK: Work

        // Which files matter for an issue: an index over trees, and the ranking of what it finds.
        .target(
            name: "Context", dependencies: ["Domain", "Git", "JSON", "Patterns", "Platform", "SQLite"],
            swiftSettings: strict),

        // Finds the checks of a repository, runs them, reads their results; verdicts by tree.
        .target(
            name: "Verification",
            dependencies: [
                "Domain", "Engine", "Git", "JSON", "Journal", "Patterns", "Platform", "Workflow", "XML",
                "YAML",
            ], swiftSettings: strict),

        // AI models: how each provider is asked, who is asked when, what it may cost.
        .target(
            name: "AI", dependencies: ["HTTP", "JSON", "Platform", "YAML"], swiftSettings: strict),

        // What to do, before it is done: alternatives, their ranking, recipes, what was made of them before.
        .target(
            name: "Suggestions",
            dependencies: ["Git", "JSON", "Journal", "Platform", "Shell", "Workflow", "YAML"],
            swiftSettings: strict),

        // What changes code: programs, patches, people.
        .target(
            name: "Agents",
            dependencies: [
                "AI", "Context", "Domain", "Engine", "Git", "JSON", "Journal", "Platform", "Safety",
                "Verification", "Workflow", "YAML",
            ], swiftSettings: strict),

        // Git's hooks: what they do, and how they are installed beside those of others.
        .target(
            name: "Hooks",
            dependencies: ["Domain", "Engine", "Git", "HookScripts", "JSON", "Journal", "Platform"],
            swiftSettings: strict),

        // MARK: Edge

        // The scripts that Git runs, as they stand in hooks/.
        .target(
            name: "HookScripts", path: "hooks",
            resources: [
                .embedInCode("prepare-commit-msg"), .embedInCode("commit-msg"), .embedInCode("post-commit"),
                .embedInCode("post-rewrite"), .embedInCode("pre-push"), .embedInCode("post-merge"),
                .embedInCode("post-checkout"), .embedInCode("post-receive"), .embedInCode("forward"),
                .embedInCode("theirs"),
            ], swiftSettings: strict),

        // The texts that are filled in at run time, as they stand in templates/.
        .target(
            name: "Templates", path: "templates",
            resources: [
                .embedInCode("agents/aider.yml"),
                .embedInCode("agents/claude.yml"),
                .embedInCode("agents/codex.yml"),
                .embedInCode("agents/gemini.yml"),
                .embedInCode("agents/opencode.yml"),
                .embedInCode("demo/agent.sh"),
                .embedInCode("demo/bug.md"),
                .embedInCode("demo/ledger.sh"),
                .embedInCode("demo/test.sh"),
                .embedInCode("demo/tour.md"),
                .embedInCode("demo/verify.yml"),
                .embedInCode("git-autowrk.1"),
                .embedInCode("models.yml"),
                .embedInCode("programs.txt"),
                .embedInCode("prompts/issue.md"),
                .embedInCode("prompts/model.md"),
                .embedInCode("prompts/model-system.md"),
                .embedInCode("prompts/suggest.md"),
                .embedInCode("sandbox.yml"),
                .embedInCode("secrets.yml"),
                .embedInCode("workflows/change.yml"),
                .embedInCode("workflows/issue-to-pr.yml"),
            ] + verificationTables.map { .embedInCode("verification/\($0).yml") }
                + safetyTables.map { .embedInCode("safety/\($0).yml") }
                + recipes.map { .embedInCode("recipes/\($0).yml") },
            swiftSettings: strict),

        // Subcommands: parse, call, print.
        .target(
            name: "CLI",
            dependencies: [
                "AI", "Agents", "Context", "Domain", "Engine", "Git", "HTTP", "HookScripts", "Hooks", "JSON",
                "Journal", "Platform", "Safety", "Suggestions", "Templates", "Verification", "Workflow",
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
            dependencies: [
                "AI", "CSQLite", "Context", "Domain", "Engine", "Git", "HTTP", "JSON", "Journal", "Markdown",
                "Platform", "Workflow",
            ], swiftSettings: strict),

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
                "Domain", "Engine", "Git", "JSON", "Journal", "Platform", "Templates", "TestSupport",
                "Workflow", "git-autowrk",
            ], swiftSettings: strict),
        .testTarget(
            name: "GitTests", dependencies: ["Git", "Platform", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Git", "JSON", "Journal", "Platform", "TestSupport", "git-autowrk"],
            swiftSettings: strict),
        .testTarget(name: "XMLTests", dependencies: ["TestSupport", "XML"], swiftSettings: strict),
        .testTarget(name: "PatternsTests", dependencies: ["Patterns", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ShellTests", dependencies: ["Shell", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SafetyTests",
            dependencies: ["Safety", "Shell", "Templates", "TestSupport", "Workflow", "YAML"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "DomainTests",
            dependencies: ["Domain", "JSON", "Markdown", "Platform", "Templates", "TestSupport", "YAML"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPTests", dependencies: ["HTTP", "Platform", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AITests", dependencies: ["AI", "HTTP", "JSON", "Platform", "Templates", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ContextTests", dependencies: ["Context", "Domain", "Git", "SQLite", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "VerificationTests",
            dependencies: [
                "Domain", "Engine", "Git", "JSON", "Journal", "Patterns", "Platform", "Templates",
                "TestSupport", "Verification", "Workflow",
            ], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "AgentsTests",
            dependencies: [
                "AI", "Agents", "Domain", "Engine", "Git", "JSON", "Journal", "Platform", "Templates",
                "TestSupport", "Workflow",
            ], swiftSettings: strict),
        .testTarget(
            name: "SuggestionsTests",
            dependencies: [
                "Git", "JSON", "Journal", "Platform", "Suggestions", "Templates", "TestSupport", "Workflow",
                "YAML",
            ], swiftSettings: strict),
        .testTarget(
            name: "HooksTests",
            dependencies: ["Domain", "Git", "Hooks", "JSON", "Platform", "TestSupport", "git-autowrk"],
            swiftSettings: strict),
        .testTarget(
            name: "CLITests", dependencies: ["JSON", "TestSupport", "Workflow", "git-autowrk"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
