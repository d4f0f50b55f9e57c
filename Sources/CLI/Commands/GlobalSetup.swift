import Hooks
import JSON
import Platform

/// `init --global`: a template folder from which Git fills every new clone (git-init(1), "Template
/// directory").
///
/// It has a hook and no configuration: a `remote.origin.fetch` there would give every new repository a
/// remote `origin` before anybody adds one, and `git remote add origin` would fail.
enum GlobalSetup {
    private static let hook = "post-checkout"

    static func run(_ session: inout Session, _ arguments: Arguments) throws(Failure) -> ExitStatus {
        let (folder, isConfigured) = try templateFolder(session)
        let path = "\(folder)/hooks/\(hook)"
        let isNew = try writeHook(at: path)
        if !isConfigured {
            try git(["config", "--global", "init.templateDir", folder], session)
        }
        if arguments.has("--json") {
            try session.print([
                "template": .string(folder), "hook": .string(path), "new": .bool(isNew || !isConfigured),
            ])
        } else if !arguments.has("--quiet") {
            try session.print("new clones are filled from \(folder)")
        }
        if session.environment["GIT_TEMPLATE_DIR"] != nil {
            session.remark("warning: GIT_TEMPLATE_DIR is set and comes before init.templateDir")
        }
        if let hooks = try git(["config", "--global", "--get", "core.hooksPath"], session, allowing: 1) {
            session.remark("warning: core.hooksPath is '\(hooks)', so hooks of the template do not run")
        }
        return .done
    }

    /// The folder that the user has chosen, or a copy of Git's own.
    private static func templateFolder(_ session: borrowing Session) throws(Failure) -> (
        String, isConfigured: Bool
    ) {
        if let folder = try git(
            ["config", "--global", "--type=path", "--get", "init.templateDir"], session, allowing: 1)
        {
            return (folder, true)
        }
        let environment = session.environment
        guard let base = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map({ $0 + "/.config" }) else {
            throw Failure(.repository, "cannot tell where the configuration of Git is: 'HOME' is not set")
        }
        let folder = base + "/git/autowrk-template"
        if !Files.exists(folder) { try copyDefaultTemplate(to: folder, session) }
        return (folder, false)
    }

    /// What Git puts into a new repository otherwise: description, exclude file, sample hooks.
    private static func copyDefaultTemplate(to folder: String, _ session: borrowing Session) throws(Failure) {
        let scratch: String
        do throws(SystemError) {
            scratch = try Files.temporaryDirectory(
                in: session.environment["TMPDIR"] ?? "/tmp", prefix: "autowrk-template-")
        } catch { throw Failure(error) }
        defer { try? Files.removeTree(scratch) }
        try git(["init", "--quiet", "--bare", scratch], session)
        do throws(SystemError) {
            for name in ["description", "info/exclude"] where Files.exists("\(scratch)/\(name)") {
                let target = "\(folder)/\(name)"
                try Files.createDirectories(above: target)
                try Files.writeAtomically(try Files.read("\(scratch)/\(name)"), to: target, durable: false)
            }
        } catch { throw Failure(error) }
    }

    /// - Returns: false when the same hook is there already.
    /// - Throws: when the user's own hook of that name is there, which stays as it is.
    private static func writeHook(at path: String) throws(Failure) -> Bool {
        let isTheirs: Bool
        do throws(SystemError) {
            let text = HookInstallation.script(hook, program: Environment.programPath ?? "")
            let old = Files.exists(path) ? try Files.read(path) : nil
            if old == text { return false }
            isTheirs = old.map { !HookInstallation.isOurs($0) } ?? false
            if !isTheirs {
                try Files.createDirectories(above: path)
                try Files.writeAtomically(text, to: path, durable: true, permissions: 0o777)
            }
        } catch { throw Failure(error) }
        guard !isTheirs else {
            throw Failure(
                .repository, "cannot add a hook: '\(path)' is there already",
                hints: ["let that hook run 'git autowrk init --quiet' when its first argument is all zeros"])
        }
        return true
    }

    /// Runs `git` outside of any repository.
    ///
    /// - Returns: the first line that it printed; nil when it ended with the status `allowing`.
    @discardableResult
    private static func git(
        _ words: [String], _ session: borrowing Session, allowing status: Int32? = nil
    ) throws(Failure) -> String? {
        let outcome: ChildOutcome
        do {
            outcome = try ChildCommand(["git"] + words, environment: session.environment).run()
        } catch { throw Failure(error) }
        if let status, outcome.ending == .exited(status) { return nil }
        guard outcome.succeeded else {
            throw Failure(
                .system, "'git \(words[0])' failed: \(outcome.errorText.split(separator: "\n").first ?? "")")
        }
        return outcome.outputText.split(separator: "\n").first.map { String($0) }
    }
}
