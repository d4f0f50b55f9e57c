import Engine
import Journal
import Platform
import Workflow

extension Failure {
    /// What keeps the engine from what it was asked for, as people are told.
    init(_ error: EngineError) {
        switch error {
        case .journal(let error): self.init(error)
        case .git(let error): self.init(error)
        case .system(let error): self.init(error)
        case .scratch(let error): self.init(.system, error.description)
        case .refused(let refusal): self.init(.conflict, refusal.message, hints: refusal.hints)
        case .busy(let run):
            self.init(
                .conflict, "another process is at run '\(run)'",
                hints: ["'git autowrk watch \(run)' shows what it does"])
        case .unknownRun(let run):
            self.init(.usage, "there is no run '\(run)'", hints: ["'git autowrk runs' lists them"])
        case .missingDefinition(let run, let blob):
            self.init(
                .repository,
                "cannot go on with run '\(run)': its definition '\(blob.prefix(12))' is not in this clone",
                hints: ["'git autowrk sync' fetches what other clones have"])
        case .unreadableDefinition(let run, let reason):
            self.init(
                .repository, "cannot go on with run '\(run)': its definition can't be read: \(reason)",
                hints: ["a newer git-autowrk may have started it"])
        case .missingObject(let run, let object):
            self.init(
                .repository,
                "cannot go on with run '\(run)': object '\(object.prefix(12))' is not in this clone",
                hints: ["'git fetch' may bring it"])
        case .lostClaim(let run, let owner):
            self.init(
                .conflict, "run '\(run)' was taken over by clone '\(owner)'",
                hints: ["'git autowrk show \(run)' lists what was done here in vain"])
        }
    }

    /// A refusal of what stands on the command line.
    init(usage error: EngineError) {
        if case .refused(let refusal) = error {
            self.init(.usage, refusal.message, hints: refusal.hints)
        } else {
            self.init(error)
        }
    }
}
