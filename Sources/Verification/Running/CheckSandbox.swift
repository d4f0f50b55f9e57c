import Engine
import Platform

/// Where the commands of one verification run in a sandbox.
struct CheckSandbox {
    let sandbox: CommandSandbox
    let places: SandboxPlaces

    /// The command in the sandbox, with the files around it.
    func wrap(_ command: ChildCommand, _ files: CheckCommand) throws(SystemError) -> ChildCommand {
        var places = places
        places.readable.append(files.script)
        places.writable.append(files.reports)
        return try sandbox.wrap(command, at: places)
    }
}
