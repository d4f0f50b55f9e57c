import Glibc
import Platform

/// The process that runs a hook.
enum HookRunner {
    /// The nearest one above this one that is called `git`, or where none is, as under another implementation of
    /// Git, the one above the script.
    static var process: ProcessStatus? {
        guard let script = ProcessStatus(getppid()) else { return nil }
        var process: ProcessStatus? = script
        while let current = process, current.parent > 1 {
            if current.name == "git" { return current }
            process = ProcessStatus(current.parent)
        }
        return ProcessStatus(script.parent)
    }
}
