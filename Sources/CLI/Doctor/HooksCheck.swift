import Git
import Hooks
import Journal
import Platform

extension DoctorCheck {
    /// Other tools install hooks, too, and repositories are moved.
    static let hooks = DoctorCheck(name: "hooks") { (journal, session) throws(Failure) in
        let problems: [HookProblem]
        let layout: HookLayout?
        do throws(HookError) {
            let installation = try HookSetup.installation(in: journal, session)
            layout = installation.layout
            problems = try installation.problems(program: Environment.programPath ?? "")
        } catch { throw Failure(error) }
        guard let layout else {
            let isWanted = try session.configuration(of: journal.repository).bool("autowrk.hooks") ?? true
            return [isWanted ? .warning("not installed", remedy: "git autowrk init") : .ok("not wanted")]
        }
        guard !problems.isEmpty else { return [.ok(layout.text)] }
        return problems.map { .problem($0.text, remedy: "git autowrk init") }
    }
}

extension HookProblem {
    fileprivate var text: String {
        switch self {
        case .missing(let names): "missing or not executable: \(names.joined(separator: ", "))"
        case .replaced(let names): "replaced by another tool: \(names.joined(separator: ", "))"
        case .outdated: "of another version, or for a program in another place"
        case .passedOver(let path, let file):
            "Git looks for hooks in '\(printable(path))'" + (file.isEmpty ? "" : " ('\(printable(file))')")
        case .moved: "the repository has been moved, and they do not run"
        case .unsuitable(let layout): "they should be \(layout.text) by now"
        }
    }
}
