import Engine
import Git
import JSON
import Patterns
import Platform

/// Learns the versions of programs, and remembers them: to ask a program takes longer than all else where a
/// tree was verified before.
struct ToolVersions: ~Copyable {
    /// What is known, by the key of the question.
    private var known: [String: String]
    private var isChanged = false
    private let path: String
    private let environment: [String: String]
    /// Where a program is asked: a folder that holds the files of the tree that decide.
    private let folder: String
    /// Where programs are asked as the checks run; nil for those that run without one. Files of the tree may choose
    /// the program, even one that the tree has.
    private let sandbox: CommandSandbox?

    /// More questions than a repository has in use; the rest goes when there are more.
    private static let capacity = 200
    private static let patience = Duration.seconds(20)

    /// - Parameters:
    ///   - commonDirectory: where the repository has its references.
    ///   - environment: what checks get.
    ///   - folder: for files of its own, which need not be there.
    ///   - sandbox: the one that the checks run in.
    init(commonDirectory: String, environment: [String: String], folder: String, sandbox: CommandSandbox?) {
        path = "\(commonDirectory)/autowrk/toolchains.json"
        (self.environment, self.folder, self.sandbox) = (environment, folder, sandbox)
        known = [:]
        // A cache: what can't be read is asked for anew.
        if let bytes = try? Files.read(path), let document = try? JSON(parsing: bytes),
            let versions = document["versions"]?.objectValue
        {
            known = versions.dictionary.compactMapValues(\.stringValue)
        }
    }

    /// The version; nil when the program does not say one.
    mutating func version(_ question: VersionQuestion, _ repository: borrowing Repository) -> String? {
        // What a program says in a sandbox tells nothing of what it would say outside.
        let key = question.key + (sandbox == nil ? "" : "\nsandbox")
        if let version = known[key] { return version }
        guard let version = ask(question, repository) else { return nil }
        if known.count >= Self.capacity { known = [:] }
        known[key] = version
        isChanged = true
        return version
    }

    /// Keeps what was learnt; that it can't be kept costs time only.
    borrowing func save() {
        guard isChanged else { return }
        let versions = JSON.Object(known.map { ($0, .string($1)) })
        let document: JSON = ["versions": .object(versions)]
        try? Files.createDirectories(above: path)
        try? Files.writeAtomically(Array(document.canonical.utf8), to: path, durable: false)
    }

    private func ask(_ question: VersionQuestion, _ repository: borrowing Repository) -> String? {
        // A fresh one each time: a file of another tree would decide, too.
        try? Files.createDirectories(folder)
        guard let place = try? Files.temporaryDirectory(in: folder, prefix: "version-") else { return nil }
        defer { try? Files.removeTree(place) }
        var working = place
        for file in question.files {
            let target = "\(place)/\(file.path)"
            try? Files.createDirectories(above: target)
            try? Files.writeAtomically(file.content, to: target, durable: false)
        }
        if let deepest = question.files.map(\.path).max(by: { $0.utf8.count < $1.utf8.count }),
            let slash = deepest.lastIndex(of: "/")
        {
            working = "\(place)/\(deepest[..<slash])"
        }
        var variables = environment
        variables["PWD"] = working
        var command = ChildCommand(
            [question.path] + question.tool.arguments, in: working, environment: variables,
            output: .capture(limit: 64 << 10), errorOutput: .capture(limit: 64 << 10),
            timeLimit: Self.patience)
        if let sandbox {
            let places = SandboxPlaces(checkout: place, of: repository)
            guard let wrapped = try? sandbox.wrap(command, at: places) else { return nil }
            command = wrapped
        }
        guard let outcome = try? command.run(), outcome.succeeded else { return nil }
        // java -version prints on standard error.
        let text = outcome.outputText + "\n" + outcome.errorText
        guard let source = question.tool.pattern else {
            return text.split(separator: "\n").first.map { String($0) }
        }
        guard let pattern = try? Pattern(source, options: .multiline),
            let match = (try? pattern.firstMatch(in: text)) ?? nil
        else { return nil }
        return match[1] ?? match.text
    }
}
