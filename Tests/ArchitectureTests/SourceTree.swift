import Foundation

/// The project's folder as it lies on disk.
struct SourceTree {
    struct Failure: Error {
        let description: String
    }

    /// The folder of `Package.swift`, found from this file's own place in it.
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below `Sources/`: its path from the root, its target, its text.
    func sources() throws -> [(path: String, target: String, text: String)] {
        let folder = root.appending(path: "Sources")
        let files = FileManager.default.enumerator(atPath: folder.path)
        guard let files else { throw Failure(description: "cannot list '\(folder.path)'") }
        return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return ("Sources/\(file)", String(file.prefix { $0 != "/" }), text)
        }
    }

    /// The names at the top that belong to the project, without those that start with a dot: what Git
    /// tracks or, in an unpacked archive, what is there.
    func topLevel() throws -> Set<String> {
        let isCheckout = FileManager.default.fileExists(atPath: root.appending(path: ".git").path)
        let names =
            isCheckout
            ? try trackedFiles().map { String($0.prefix { $0 != "/" }) }
            : try FileManager.default.contentsOfDirectory(atPath: root.path)
        return Set(names.filter { !$0.hasPrefix(".") })
    }

    private func trackedFiles() throws -> [String] {
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path, "ls-files", "-z"]
        // A hook that runs the tests names a repository in the environment.
        git.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
        git.standardOutput = output
        try git.run()
        let listing = try output.fileHandleForReading.readToEnd() ?? Data()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { throw Failure(description: "git ls-files failed") }
        return listing.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
