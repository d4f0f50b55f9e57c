import Platform

extension Sandbox {
    /// Starts a program in the hermetic environment and lets it run.
    ///
    /// - Parameter name: tells its standard error from that of others in this sandbox.
    public func start(
        _ arguments: [String], in folder: String = "", named name: String = "live",
        environment: [String: String] = [:]
    ) throws -> LiveCommand {
        try LiveCommand(
            arguments, in: path(folder), environment: self.environment.merging(environment) { $1 },
            errorFile: path("stderr-\(name)"))
    }

    static func text(of file: String) throws -> String {
        String(decoding: try Files.read(file), as: UTF8.self)
    }
}
