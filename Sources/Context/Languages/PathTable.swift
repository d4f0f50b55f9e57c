/// What the parts of a path tell of a file's kind.
enum PathTable {
    /// Folders with code of others.
    static let vendoredFolders: Set<String> = [
        "node_modules", "vendor", "vendored", "third_party", "third-party", "thirdparty", "bower_components",
        "Pods", "Carthage", "site-packages", "extern", "_vendor", ".yarn",
    ]

    /// Folders with what is built.
    static let builtFolders: Set<String> = ["dist", "build", "out", "target", ".next", "__generated__"]

    static let testFolders: Set<String> = [
        "test", "tests", "testing", "__tests__", "spec", "specs", "testdata", "fixtures", "fixture", "e2e",
        "__snapshots__", "__mocks__", "mocks", "testfixtures", "functionaltest", "androidtest",
        "integrationtest", "integration-tests", "test-utils",
    ]

    static let exampleFolders: Set<String> = [
        "example", "examples", "sample", "samples", "demo", "demos", "benchmark", "benchmarks", "bench",
        "benches", "tutorial", "tutorials", "playground", "fuzz",
    ]

    static let documentationFolders: Set<String> = ["doc", "docs", "documentation", "website", "site", "man"]

    static let documentationEndings: Set<String> = [
        "md", "markdown", "mdx", "rst", "adoc", "asciidoc", "txt", "tex", "html", "htm", "1", "5", "7", "8",
        "po",
    ]

    static let configurationEndings: Set<String> = [
        "toml", "yml", "yaml", "ini", "cfg", "conf", "cmake", "gradle", "properties", "mk", "bazel", "bzl",
        "nix", "editorconfig",
    ]

    static let configurationNames: Set<String> = [
        "makefile", "dockerfile", "rakefile", "gemfile", "package.json", "tsconfig.json", "setup.py",
        "conftest.py", "cmakelists.txt", "meson.build", "build.gradle.kts", "settings.gradle.kts", "pom.xml",
        "build.rs", "package.swift", "go.mod", "noxfile.py", "tasks.py",
    ]

    static let lockNames: Set<String> = [
        "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "cargo.lock", "poetry.lock", "gemfile.lock",
        "composer.lock", "go.sum", "uv.lock", "pdm.lock", "pipfile.lock", "package.resolved", "bun.lock",
        "mix.lock", "podfile.lock", "flake.lock",
    ]

    static let opaqueEndings: Set<String> = [
        "png", "jpg", "jpeg", "gif", "ico", "bmp", "webp", "svg", "pdf", "zip", "gz", "tgz", "bz2", "xz",
        "zst",
        "tar", "jar", "war", "class", "so", "dylib", "dll", "exe", "o", "a", "lib", "pyc", "wasm", "ttf",
        "otf",
        "woff", "woff2", "eot", "mp3", "mp4", "wav", "ogg", "avi", "mov", "psd", "sqlite", "db", "bin", "dat",
        "npy", "npz", "fits", "pkl", "h5", "nc", "map", "snap", "csv", "tsv", "lock", "keystore", "mo", "pem",
        "crt", "key", "der", "apk",
    ]
}
